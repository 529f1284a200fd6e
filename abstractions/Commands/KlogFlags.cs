using System.Globalization;

namespace CsiHost.Abstractions.Commands;

/// <summary>
/// The logging flags of <c>klog</c>. All are accepted, since manifests pass them; those with a meaning here become keys of the section
/// <c>Logging</c>. Logs go to standard error whatever the file flags say: a container's log is its standard error.
/// </summary>
public sealed class KlogFlags
{
    private static readonly string[] Severities = ["INFO", "WARNING", "ERROR", "FATAL"];

    private readonly GoFlag<long> _verbosity;
    private readonly GoFlag<string> _threshold;
    private readonly GoFlag<string> _modules;
    private readonly GoFlag<bool> _skipHeaders;

    /// <summary>Adds the flags to a set.</summary>
    /// <param name="flags">The command's flags.</param>
    public KlogFlags(GoFlagSet flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        _verbosity = flags.Add("v", 0L, "number for the log level verbosity", Level);
        _threshold = flags.Add("stderrthreshold", "INFO", "logs at or above this `severity` go to stderr: INFO, WARNING, ERROR or FATAL", Severity);
        _modules = flags.Add("vmodule", "", "comma-separated list of `pattern=N` settings for category-filtered logging", Modules);
        _skipHeaders = flags.AddBoolean("skip_headers", false, "If true, avoid header prefixes in the log messages");
        AcceptOnly(flags);
    }

    /// <summary>The settings of the flags that the command line named.</summary>
    /// <returns>Keys <c>Logging:Verbosity</c>, <c>Logging:Threshold</c>, <c>Logging:Modules</c> and <c>Logging:SkipHeaders</c>.</returns>
    public IReadOnlyDictionary<string, string?> ToConfiguration()
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (_verbosity.IsSet)
            keys["Logging:Verbosity"] = _verbosity.Value.ToString(CultureInfo.InvariantCulture);
        if (_threshold.IsSet)
            keys["Logging:Threshold"] = _threshold.Value;
        if (_modules.IsSet)
            keys["Logging:Modules"] = _modules.Value;
        if (_skipHeaders.IsSet)
            keys["Logging:SkipHeaders"] = _skipHeaders.Value ? "true" : "false";
        return keys;
    }

    private static void AcceptOnly(GoFlagSet flags)
    {
        flags.AddBoolean("logtostderr", true, "log to standard error instead of files (always so)");
        flags.AddBoolean("alsologtostderr", false, "log to standard error as well as files (no effect)");
        flags.Add("alsologtostderrthreshold", "INFO", "threshold for -alsologtostderr (no effect)", Severity);
        flags.AddBoolean("legacy_stderr_threshold_behavior", false, "how -stderrthreshold works with -logtostderr (no effect)");
        flags.AddText("log_dir", "", "If non-empty, write log files in this directory (no effect)");
        flags.AddText("log_file", "", "If non-empty, use this log file (no effect)");
        flags.AddInteger("log_file_max_size", 1800, "the maximum size a log file can grow to, in megabytes (no effect)");
        flags.AddBoolean("add_dir_header", false, "If true, adds the file directory to the header (no effect)");
        flags.AddBoolean("skip_log_headers", false, "If true, avoid headers when opening log files (no effect)");
        flags.AddBoolean("one_output", false, "If true, only write logs to their native severity level (always so)");
        flags.AddText("log_backtrace_at", "", "when logging hits line `file:N`, emit a stack trace (no effect)");
    }

    private static string? Level(string text, long current, out long value) =>
        GoFlagValues.Integer(text, current, out value) ?? (value is >= int.MinValue and <= int.MaxValue ? null : "value out of range");

    private static string? Severity(string text, string current, out string? value)
    {
        value = text is [>= '0' and <= '3'] ? Severities[text[0] - '0'] : text.ToUpperInvariant();
        return Severities.Contains(value) ? null : "unknown severity; INFO, WARNING, ERROR, FATAL or 0 to 3";
    }

    private static string? Modules(string text, string current, out string? value)
    {
        value = text;
        var isValid = text.Split(',', StringSplitOptions.RemoveEmptyEntries).All(static part =>
            part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && int.TryParse(part[(at + 1)..], CultureInfo.InvariantCulture, out _));
        return isValid ? null : "syntax error: expect comma-separated list of filename=N";
    }
}
