using System.Text;

namespace CsiHost.S3Engine.Cli;

/// <summary>The form that mount(8) calls a helper in: BUCKET DIRECTORY -o a,b=c. It becomes ordinary arguments.</summary>
internal static class FstabForm
{
    private static readonly HashSet<string> Ignored = ["auto", "noauto", "nouser", "user", "users", "_netdev", "nofail", "rw", "nodev", "nosuid"];

    public static bool Is(IReadOnlyList<string> arguments) => arguments.Count == 4 && arguments[2] == "-o";

    public static List<string> Translate(IReadOnlyList<string> arguments)
    {
        var result = new List<string> { arguments[0], arguments[1] };
        var words = Words(arguments[3]);
        if (words.Contains("ro") && words.Contains("rw"))
            throw new UsageException("the mount options 'ro' and 'rw' exclude each other");
        foreach (var word in words)
        {
            if (word.StartsWith('-'))
                throw new UsageException($"mount option '{word}' must not begin with '-'");
            if (word is "foreground" or "read-only")
                throw new UsageException(word == "foreground" ? "'foreground' has no meaning among mount options" : "write 'ro' in place of 'read-only'");
            if (Ignored.Contains(word) || word.StartsWith("x-", StringComparison.Ordinal) || word.Length == 0)
                continue;
            result.Add(word == "ro" ? "--read-only" : $"--{word}");
        }
        return result;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (++i == text.Length || text[i] is not (',' or '"' or '\\'))
                    throw new UsageException("in mount options, a backslash stands only before ',', '\"' or '\\'");
                word.Append(text[i]);
            }
            else if (text[i] == '"')
            {
                throw new UsageException("in mount options, write a quote as \\\"");
            }
            else if (text[i] == ',')
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(text[i]);
            }
        }
        words.Add(word.ToString());
        return words;
    }
}
