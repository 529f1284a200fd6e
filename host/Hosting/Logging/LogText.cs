using System.Globalization;
using System.Text;

namespace CsiHost.Hosting.Logging;

/// <summary>Text for a log line. Whatever a request or a file name holds, it cannot end the line, start another or move a terminal's cursor.</summary>
internal static class LogText
{
    // Control characters of ASCII and Latin-1, the two line ends of Unicode, and the marks that reorder text on a screen.
    private static bool IsUnsafe(char character) => character switch
    {
        < ' ' or (>= '\x7f' and <= '\x9f') => true,
        >= '\u2028' and <= '\u202e' => true,
        >= '\u2066' and <= '\u2069' => true,
        _ => false,
    };

    private static int IndexOfUnsafe(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsUnsafe(text[i]))
                return i;
        }

        return -1;
    }

    public static void Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        while (IndexOfUnsafe(text) is >= 0 and var at)
        {
            output.Append(text[..at]);
            AppendEscape(output, text[at]);
            text = text[(at + 1)..];
        }

        output.Append(text);
    }

    /// <summary>A value after <c>key=</c>: in quotes when it would otherwise run into its neighbours.</summary>
    public static void AppendValue(StringBuilder output, string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAny(' ', '=', '"') && IndexOfUnsafe(value) < 0)
        {
            output.Append(value);
            return;
        }

        output.Append('"');
        Append(output, value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        output.Append('"');
    }

    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void AppendEscape(StringBuilder output, char character)
    {
        _ = character switch
        {
            '\n' => output.Append("\\n"),
            '\r' => output.Append("\\r"),
            '\t' => output.Append("\\t"),
            _ => output.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
        };
    }
}
