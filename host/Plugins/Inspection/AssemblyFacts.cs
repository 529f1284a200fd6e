using System.Reflection.PortableExecutable;

namespace CsiHost.Plugins.Inspection;

/// <summary>What the metadata of an assembly says; read without loading it.</summary>
internal sealed record AssemblyFacts
{
    public required string FileName { get; init; }

    /// <summary>The plugin id of the entry attribute; null without one.</summary>
    public string? PluginId { get; init; }

    /// <summary>Full name of the entry class; null without the attribute.</summary>
    public string? EntryType { get; init; }

    /// <summary>The assembly's informational version without the part after <c>+</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The contract version it references; null when it references none.</summary>
    public Version? Contract { get; init; }

    /// <summary>For example <c>.NETCoreApp,Version=v10.0</c>; empty when not stated.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>The machine its code needs; null for portable code.</summary>
    public Machine? Machine { get; init; }

    /// <summary>Simple names of the assemblies it references.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public required IReadOnlyList<Mark> Marks { get; init; }

    public IEnumerable<Mark> MarksOf(MarkKind kind) => Marks.Where(mark => mark.Kind == kind);
}
