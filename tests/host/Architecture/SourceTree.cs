using System.Runtime.CompilerServices;

namespace CsiHost.Tests.Architecture;

/// <summary>The repository's sources as text, for the rules that a reference graph cannot state.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>C# files below a folder, as paths relative to the repository.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        !Directory.Exists(Path.Combine(Root, folder)) ? [] :
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    /// <summary>Files below a folder in which a word stands outside comments.</summary>
    public static IReadOnlyList<string> FilesWith(string folder, params string[] words) =>
        [.. Files(folder).Where(path => CodeOf(path) is var code && words.Any(word => code.Contains(word, StringComparison.Ordinal)))];

    private static string CodeOf(string path) =>
        string.Join('\n', Read(path).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (!File.Exists(Path.Combine(folder.FullName, "CsiHost.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("CsiHost.sln was not found above the tests");
        return folder.FullName;
    }
}
