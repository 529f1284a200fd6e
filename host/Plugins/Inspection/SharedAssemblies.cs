using System.Text;

namespace CsiHost.Plugins.Inspection;

/// <summary>
/// The assemblies that host and plugins share: the contract and the two shared frameworks. The list is a file, not what the host happens to
/// have loaded: the host's own private dependencies must not leak into plugins, also where everything lies in one folder (self-contained).
/// </summary>
internal static class SharedAssemblies
{
    public const string Contract = "CsiHost.Abstractions";

    private const string Resource = "CsiHost.SharedAssemblies.txt";

    /// <remarks>A frozen set would look up faster and take longer to make than all look-ups together.</remarks>
    public static IReadOnlySet<string> Names { get; } = Read();

    public static bool Contains(string? name) => name is not null && Names.Contains(name);

    /// <summary>Which of a plugin's files are private copies of shared assemblies, or hide one behind another case.</summary>
    public static IEnumerable<string> CopiesIn(IEnumerable<string> files) =>
        files.Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Contains(Path.GetFileNameWithoutExtension(file)));

    private static HashSet<string> Read()
    {
        using var stream = typeof(SharedAssemblies).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
