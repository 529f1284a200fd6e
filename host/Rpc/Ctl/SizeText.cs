using System.Globalization;
using CsiHost.Rpc.Proto;
using Google.Protobuf;

namespace CsiHost.Rpc.Ctl;

/// <summary>Byte counts as Kubernetes writes them: <c>16Mi</c>, <c>1G</c>, <c>4096</c>.</summary>
internal static class SizeText
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50),
        ("k", 1_000L), ("M", 1_000_000L), ("G", 1_000_000_000L), ("T", 1_000_000_000_000L),
    ];

    public static long Parse(string text)
    {
        var (suffix, factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal), (Suffix: "", Factor: 1L));
        if (!long.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new CtlValueException($"'{text}' is no number such as 4096, 16Mi or 1G");
        try
        {
            return checked(number * factor);
        }
        catch (OverflowException)
        {
            throw new CtlValueException($"'{text}' is too large");
        }
    }

    /// <summary><c>SIZE</c> or <c>SIZE:LIMIT</c>.</summary>
    public static IMessage ParseRange(string text)
    {
        var parts = text.Split(':', 2);
        return new CapacityRange { RequiredBytes = Parse(parts[0]), LimitBytes = parts.Length > 1 ? Parse(parts[1]) : 0 };
    }
}
