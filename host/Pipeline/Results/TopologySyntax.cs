namespace CsiHost.Pipeline.Results;

/// <summary>The syntax of topology segments: that of Kubernetes labels.</summary>
internal static class TopologySyntax
{
    private const int MaxLength = 63;

    /// <summary><c>name</c> or <c>prefix/name</c>, where the prefix is a lower-case domain.</summary>
    public static bool IsKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return IsName(key);
        var prefix = key[..slash];
        return IsName(prefix) && !prefix.Any(char.IsAsciiLetterUpper) && !prefix.Contains('_', StringComparison.Ordinal) && IsName(key[(slash + 1)..]);
    }

    /// <summary>1 to 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a letter or digit at both ends.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
