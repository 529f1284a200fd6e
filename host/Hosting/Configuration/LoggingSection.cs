using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Configuration;

/// <summary>Reads the section <c>Logging</c>.</summary>
internal static class LoggingSection
{
    public static LoggingOptions Read(SettingSet settings)
    {
        var defaults = new LoggingOptions();
        var section = new SectionReader(settings, "Logging");
        var options = new LoggingOptions
        {
            Format = section.OneOf("Format", defaults.Format),
            Verbosity = section.Number("Verbosity", defaults.Verbosity, int.MinValue),
            Threshold = section.Read("Threshold", defaults.Threshold, "INFO, WARNING, ERROR or FATAL", TryParseThreshold),
            Modules = section.Read("Modules", defaults.Modules, "a list such as pattern=4,other*=6", TryParseModules),
            SkipHeaders = section.Flag("SkipHeaders", false),
        };
        section.RejectUnknown();
        return options;
    }

    private static bool TryParseThreshold(string text, out LogLevel level)
    {
        level = text.ToUpperInvariant() switch
        {
            "INFO" => LogLevel.Trace,
            "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "FATAL" => LogLevel.Critical,
            _ => LogLevel.None,
        };
        return level != LogLevel.None;
    }

    private static bool TryParseModules(string text, out IReadOnlyList<(string Pattern, int Verbosity)> modules)
    {
        var read = new List<(string, int)>();
        modules = read;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !int.TryParse(part.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var verbosity))
                return false;
            read.Add((part[..at], verbosity));
        }

        return true;
    }
}
