using System.Globalization;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Cli;

/// <summary>Reads the values of flags; a wrong one is a usage error that names flag and form.</summary>
internal static class FlagValues
{
    public static long Number(string flag, string text, long least, long most = long.MaxValue) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Wrong(flag, text, most == long.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");

    public static uint Mode(string flag, string text)
    {
        var value = 0u;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || (value = value * 8 + (uint)(digit - '0')) > 0x1FF)
                throw Wrong(flag, text, "an octal mode from 0 to 0777");
        }
        return text.Length > 0 ? value : throw Wrong(flag, text, "an octal mode from 0 to 0777");
    }

    public static CacheLifetime Lifetime(string flag, string text) => text switch
    {
        "minimal" => CacheLifetime.Minimal,
        "indefinite" => CacheLifetime.Indefinite,
        "0" => CacheLifetime.Minimal,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= CacheLifetime.MaxSeconds =>
            new CacheLifetime(TimeSpan.FromSeconds(seconds)),
        _ => throw Wrong(flag, text, $"'minimal', 'indefinite' or seconds up to {CacheLifetime.MaxSeconds}"),
    };

    public static T Choice<T>(string flag, string text, params (string Name, T Value)[] choices)
    {
        foreach (var (name, value) in choices)
        {
            if (name == text)
                return value;
        }
        throw Wrong(flag, text, $"one of {string.Join(", ", choices.Select(choice => choice.Name))}");
    }

    public static Uri Url(string flag, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0
            ? url
            : throw Wrong(flag, text, "an http or https URL without a query");

    public static string Prefix(string flag, string text) =>
        text.Length == 0 || text.EndsWith('/') ? text : throw Wrong(flag, text, "empty or ending in '/'");

    public static string KmsKey(string flag, string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal) && text.Contains(":key", StringComparison.Ordinal) ? text : throw Wrong(flag, text, "the ARN of a key (not of an alias)");

    public static UsageException Wrong(string flag, string text, string form) => new($"invalid value '{text}' for '--{flag}': it must be {form}");
}
