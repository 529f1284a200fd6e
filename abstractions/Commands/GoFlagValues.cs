using System.Globalization;

namespace CsiHost.Abstractions.Commands;

/// <summary>The value syntaxes of <see cref="GoFlagSet"/>.</summary>
internal static class GoFlagValues
{
    private const string ParseError = "parse error";

    private const string RangeError = "value out of range";

    public static string? Text(string text, string current, out string? value)
    {
        value = text;
        return null;
    }

    public static string? Append(string text, IReadOnlyList<string> current, out IReadOnlyList<string>? value)
    {
        value = [.. current, text];
        return null;
    }

    public static string? Boolean(string text, bool current, out bool value)
    {
        value = text is "1" or "t" or "T" or "TRUE" or "true" or "True";
        return value || text is "0" or "f" or "F" or "FALSE" or "false" or "False" ? null : ParseError;
    }

    public static string? Integer(string text, long current, out long value)
    {
        value = 0;
        return GoInteger.Read(text, out var number) switch
        {
            false => ParseError,
            _ when number < long.MinValue || number > long.MaxValue => RangeError,
            _ => Keep((long)number, out value),
        };
    }

    public static string? Float(string text, double current, out double value)
    {
        if (Special(text) is { } special)
            return Keep(special, out value);
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
            return ParseError;
        return double.IsInfinity(value) ? RangeError : null;
    }

    public static string? Duration(string text, TimeSpan current, out TimeSpan value) => GoDuration.TryParse(text, out value) ? null : ParseError;

    public static string Show(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double? Special(string text) => text.ToUpperInvariant() switch
    {
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => null,
    };

    private static string? Keep<T>(T read, out T value)
    {
        value = read;
        return null;
    }
}
