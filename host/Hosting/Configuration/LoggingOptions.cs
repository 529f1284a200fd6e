using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Configuration;

/// <summary>The section <c>Logging</c>.</summary>
internal sealed record LoggingOptions
{
    public LogFormat Format { get; init; }

    public int Verbosity { get; init; } = 2;

    /// <summary>Lines below this level are not written, whatever the verbosity.</summary>
    public LogLevel Threshold { get; init; } = LogLevel.Trace;

    /// <summary>klog's <c>vmodule</c>: a verbosity for the categories that match a pattern.</summary>
    public IReadOnlyList<(string Pattern, int Verbosity)> Modules { get; init; } = [];

    public bool SkipHeaders { get; init; }
}
