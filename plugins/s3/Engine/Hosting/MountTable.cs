using System.Text.RegularExpressions;

namespace CsiHost.S3Engine.Hosting;

/// <summary>This process's mounts, from /proc/self/mountinfo. The last entry of a path is the one on top.</summary>
internal static partial class MountTable
{
    public static string? TypeAt(string path) => Find(path) is { } fields ? fields[Array.IndexOf(fields, "-") + 1] : null;

    /// <summary>MAJOR:MINOR of the file system on top of a path.</summary>
    public static string? DeviceAt(string path) => Find(path)?[2];

    private static string[]? Find(string path)
    {
        string[]? found = null;
        foreach (var line in File.ReadLines("/proc/self/mountinfo"))
        {
            var fields = line.Split(' ');
            if (fields.Length > 6 && Unescape(fields[4]) == path.TrimEnd('/'))
                found = fields;
        }
        return found;
    }

    /// <summary>Space, tab, line break and backslash stand there in octal.</summary>
    private static string Unescape(string text) =>
        text.Contains('\\', StringComparison.Ordinal) ? Escape().Replace(text, match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString()) : text;

    [GeneratedRegex(@"\\[0-7]{3}")]
    private static partial Regex Escape();
}
