using System.Buffers;
using System.Globalization;
using System.Text;

namespace CsiHost.Hosting.Logging;

/// <summary>Text for a log line. Whatever a request or a file name holds, it cannot end the line, start another or move a terminal's cursor.</summary>
internal static class LogText
{
    // Control characters of ASCII and Latin-1, the two line ends of Unicode, and the marks that reorder text on a screen.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat([0x2028, 0x2029]).Concat(Enumerable.Range(0x202a, 5))
            .Concat(Enumerable.Range(0x2066, 4)).Select(static code => (char)code)));

    public static void Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Unsafe) is >= 0 and var at)
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
        if (value.Length > 0 && !value.AsSpan().ContainsAny(" =\"") && !value.AsSpan().ContainsAny(Unsafe))
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
