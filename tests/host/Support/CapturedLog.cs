using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Support;

/// <summary>Keeps everything that was logged, scopes included, from one level on.</summary>
internal sealed class CapturedLog(LogLevel from = LogLevel.Trace) : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly ConcurrentQueue<string> _scopes = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    public IReadOnlyList<string> Scopes => [.. _scopes];

    /// <summary>All of it as one text, to look for what must not be there.</summary>
    public string All => string.Join('\n', _lines.Select(line => line.Text).Concat(_scopes));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        var pairs = state as IEnumerable<KeyValuePair<string, object?>>;
        _scopes.Enqueue(pairs is null ? $"{state}" : string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }

    public void Dispose()
    {
    }
}
