using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CsiHost.TestKit.Fakes;

/// <summary>Keeps every log line of the code under test; a test ends with <see cref="ShouldHaveNoErrors"/> unless it provokes some.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Text)> _lines = new();

    /// <summary>The lines so far, oldest first.</summary>
    public IReadOnlyList<(LogLevel Level, string Category, string Text)> Lines => [.. _lines];

    /// <summary>A logger that writes here.</summary>
    /// <typeparam name="T">The category.</typeparam>
    public ILogger<T> For<T>() => new Logger<T>(new CapturingFactory(this));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CapturingLogger(this, categoryName);

    /// <summary>Fails with the lines when one is an error or worse.</summary>
    public void ShouldHaveNoErrors() =>
        _lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Category}: {line.Text}").ShouldBeEmpty();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class CapturingLogger(LogCapture owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner._lines.Enqueue((logLevel, category, formatter(state, exception) + (exception is null ? "" : $" | {exception}")));
    }

    private sealed class CapturingFactory(LogCapture owner) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => new CapturingLogger(owner, categoryName);

        public void Dispose()
        {
        }
    }
}
