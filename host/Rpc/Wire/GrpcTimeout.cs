using System.Globalization;

namespace CsiHost.Rpc.Wire;

/// <summary>The <c>grpc-timeout</c> header: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;
    private const long MaxValue = 99_999_999;

    /// <summary>False when the text is malformed. Below one tick is rounded up, so that only a zero is a zero.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1)
            return false;
        var digits = text[..^1];
        if (digits.ContainsAnyExceptInRange('0', '9'))
            return false;

        var value = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => (value + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => -1,
        };
        timeout = new TimeSpan(Math.Max(ticks, 0));
        return ticks >= 0;
    }

    /// <summary>The finest unit that fits the digits; what is already over is <c>0n</c>.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
            return "0n";
        if (timeout.Ticks <= MaxValue / TimeSpan.NanosecondsPerTick)
            return Text(timeout.Ticks * TimeSpan.NanosecondsPerTick, 'n');
        if (timeout.Ticks / TimeSpan.TicksPerMicrosecond <= MaxValue)
            return Text(timeout.Ticks / TimeSpan.TicksPerMicrosecond, 'u');
        if (timeout.Ticks / TimeSpan.TicksPerMillisecond <= MaxValue)
            return Text(timeout.Ticks / TimeSpan.TicksPerMillisecond, 'm');
        return timeout.Ticks / TimeSpan.TicksPerSecond <= MaxValue
            ? Text(timeout.Ticks / TimeSpan.TicksPerSecond, 'S')
            : Text(Math.Min(timeout.Ticks / TimeSpan.TicksPerMinute, MaxValue), 'M');
    }

    private static string Text(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
}
