using System.Text;

namespace CsiHost.Pipeline;

/// <summary>Makes text that came from outside fit for a log line or an error message.</summary>
internal static class LogText
{
    private const int LongestSubject = 160;

    // Shorter values ("1", "yes") occur in any sentence; hiding them would only garble it.
    private const int ShortestSecret = 4;

    /// <summary>One line of bounded length: an id is shown before anybody has checked it.</summary>
    public static string Clean(string text)
    {
        if (text.Length <= LongestSubject && !text.Any(char.IsControl))
            return text;
        var clean = new StringBuilder(LongestSubject + 3);
        foreach (var character in text.Take(LongestSubject))
            clean.Append(char.IsControl(character) ? '?' : character);
        return text.Length > LongestSubject ? clean.Append("...").ToString() : clean.ToString();
    }

    /// <summary>Replaces every secret of a call. A backend that puts one into an exception must not put it into a log.</summary>
    public static string Scrub(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(secret => secret.Length))
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }
}
