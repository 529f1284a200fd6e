using CsiHost.Hosting.Configuration;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>
/// The lowest level a category writes. Verbosity counts as klog counts it: 4 shows Debug, 6 shows Trace; Information is shown from 0. A pattern
/// of <see cref="LoggingOptions.Modules"/> matches the last part of the category or all of it.
/// </summary>
internal sealed class LogFilter(LoggingOptions options)
{
    private const int DebugFrom = 4;

    private const int TraceFrom = 6;

    public LogLevel MinimumFor(string category)
    {
        var verbosity = options.Verbosity;
        foreach (var (pattern, own) in options.Modules)
        {
            if (Matches(pattern, category.AsSpan(category.LastIndexOf('.') + 1)) || Matches(pattern, category))
            {
                verbosity = own;
                break;
            }
        }

        var level = verbosity switch
        {
            >= TraceFrom => LogLevel.Trace,
            >= DebugFrom => LogLevel.Debug,
            >= 0 => LogLevel.Information,
            _ => LogLevel.Warning,
        };
        // Kestrel's own Information and Debug describe its internals; they are shown only when asked for by name or at the highest verbosity.
        var isForeign = category.StartsWith("Microsoft.", StringComparison.Ordinal) && verbosity < TraceFrom && verbosity == options.Verbosity;
        level = isForeign ? LogLevel.Warning : level;
        return level > options.Threshold ? level : options.Threshold;
    }

    private static bool Matches(string pattern, ReadOnlySpan<char> name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
