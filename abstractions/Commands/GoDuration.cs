using System.Globalization;

namespace CsiHost.Abstractions.Commands;

/// <summary>Go's duration syntax: numbers with units, for example <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>.</summary>
public static class GoDuration
{
    private const decimal NanosecondsPerTick = 100;

    /// <summary>Reads a duration.</summary>
    /// <param name="text">A sign, then numbers each with one of the units <c>ns us µs ms s m h</c>; or <c>0</c>.</param>
    /// <param name="value">The duration; parts below 100 ns are dropped.</param>
    /// <returns>False when the text is no duration or passes about 292 years, Go's limit.</returns>
    public static bool TryParse(string text, out TimeSpan value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = TimeSpan.Zero;
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (rest is "0")
            return true;
        var nanoseconds = 0m;
        do
        {
            if (!TakePart(ref rest, out var part) || (nanoseconds += part) > long.MaxValue)
                return false;
        }
        while (!rest.IsEmpty);
        value = TimeSpan.FromTicks((long)(nanoseconds / NanosecondsPerTick) * (negative ? -1 : 1));
        return true;
    }

    /// <summary>Writes a duration as Go prints it, for example <c>1m30s</c>, <c>250ms</c>, <c>0s</c>.</summary>
    /// <param name="value">The duration.</param>
    /// <returns>The text.</returns>
    public static string Format(TimeSpan value)
    {
        var sign = value < TimeSpan.Zero ? "-" : "";
        var seconds = Math.Abs((decimal)value.Ticks) / TimeSpan.TicksPerSecond;
        if (seconds == 0)
            return "0s";
        if (seconds < 1)
            return sign + (seconds < 0.001m ? Number(seconds * 1_000_000) + "µs" : Number(seconds * 1_000) + "ms");
        var minutes = decimal.Floor(seconds / 60);
        var hours = decimal.Floor(minutes / 60);
        var tail = Number(seconds % 60) + "s";
        return sign + (hours > 0 ? $"{Number(hours)}h{Number(minutes % 60)}m{tail}" : minutes > 0 ? $"{Number(minutes)}m{tail}" : tail);
    }

    private static bool TakePart(ref ReadOnlySpan<char> rest, out decimal nanoseconds)
    {
        nanoseconds = 0;
        var number = rest[..LengthOf(rest, static c => char.IsAsciiDigit(c) || c == '.')];
        rest = rest[number.Length..];
        var unit = rest[..LengthOf(rest, static c => !char.IsAsciiDigit(c) && c != '.')];
        rest = rest[unit.Length..];
        var factor = UnitOf(unit);
        if (factor == 0 || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        if (amount > long.MaxValue / factor)
            return false;
        nanoseconds = amount * factor;
        return true;
    }

    private static decimal UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1m,
        "us" or "\u00b5s" or "\u03bcs" => 1_000m,
        "ms" => 1_000_000m,
        "s" => 1_000_000_000m,
        "m" => 60_000_000_000m,
        "h" => 3_600_000_000_000m,
        _ => 0m,
    };

    private static int LengthOf(ReadOnlySpan<char> text, Func<char, bool> accept)
    {
        var length = 0;
        while (length < text.Length && accept(text[length]))
            length++;
        return length;
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
