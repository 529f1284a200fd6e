using System.Collections.Concurrent;
using CsiHost.Hosting.Configuration;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>
/// The process's loggers. The framework's factory would bring providers, filter rules and options that this host does not need and a start
/// does not want to pay for.
/// </summary>
internal sealed class HostLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, HostLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LogFilter _filter;

    public HostLoggerFactory(LoggingOptions options, Stream output, TimeProvider time)
    {
        _filter = new LogFilter(options);
        Time = time;
        Queue = new LogQueue(output);
        Formatter = options.Format == LogFormat.Json ? new JsonFormatter() : new KlogFormatter(Environment.ProcessId, options.SkipHeaders);
    }

    public TimeProvider Time { get; }

    public LogQueue Queue { get; }

    public ILogFormatter Formatter { get; }

    public LoggerExternalScopeProvider Scopes { get; } = new();

    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, static (name, factory) => new HostLogger(name, factory._filter.MinimumFor(name), factory), this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("this host writes its log to standard error only");

    /// <summary>Writes what is left. Loggers stay usable: what they write from now on is written at once.</summary>
    public void Dispose() => Queue.Dispose();
}
