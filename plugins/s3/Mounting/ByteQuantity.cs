using System.Globalization;
using System.Text.RegularExpressions;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>A Kubernetes quantity (<c>500k</c>, <c>2Gi</c>, <c>1e9</c>) as bytes.</summary>
internal static partial class ByteQuantity
{
    private const string BinarySuffixes = "KMGTPE";

    /// <summary>Reads one; a part of a byte counts as a byte.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (Syntax().Match(text) is not { Success: true } match)
            return false;
        try
        {
            var number = decimal.Parse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            bytes = (long)decimal.Ceiling(number * Factor(match.Groups["suffix"].Value));
            return bytes >= 0;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static decimal Factor(string suffix) => suffix switch
    {
        "" => 1,
        "n" => 1e-9m,
        "u" => 1e-6m,
        "m" => 1e-3m,
        "k" => 1000,
        [var letter, 'i'] => Power(1024, BinarySuffixes.IndexOf(letter, StringComparison.Ordinal) + 1),
        [('e' or 'E'), _, ..] => (decimal)Math.Pow(10, int.Parse(suffix[1..], CultureInfo.InvariantCulture)),
        _ => Power(1000, BinarySuffixes.IndexOf(suffix, StringComparison.Ordinal) + 1),
    };

    private static decimal Power(decimal value, int times)
    {
        var result = 1m;
        for (var time = 0; time < times; time++)
            result *= value;
        return result;
    }

    [GeneratedRegex(@"\A\+?(?<number>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<suffix>([KMGTPE]i)|[numkMGTPE]|([eE][+-]?[0-9]{1,2}))?\z")]
    private static partial Regex Syntax();
}
