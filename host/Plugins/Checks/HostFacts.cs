using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Checks;

/// <summary>What this process offers to plugins.</summary>
internal sealed record HostFacts
{
    public required Version Contract { get; init; }

    public required Version Runtime { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>The simple names of the assemblies that the default load context can find. A pruned image has fewer than the framework.</summary>
    public required IReadOnlySet<string> Assemblies { get; init; }

    public static HostFacts Read() => new()
    {
        Contract = typeof(ICsiPlugin).Assembly.GetName().Version!,
        Runtime = Environment.Version,
        Machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Machine.Arm64 : Machine.Amd64,
        Assemblies = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToHashSet(StringComparer.OrdinalIgnoreCase),
    };
}
