using System.Buffers;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>One category's logger.</summary>
internal sealed class HostLogger(string category, LogLevel minimum, HostLoggerFactory factory) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => factory.Scopes.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line = new LogLine
        {
            Time = factory.Time.GetUtcNow(),
            Level = logLevel,
            Category = category,
            Event = eventId,
            Message = formatter(state, exception),
            Exception = exception,
            Values = state as IReadOnlyList<KeyValuePair<string, object?>>,
            Scope = ScopeFields.Collect(factory.Scopes),
        };
        var buffer = new ArrayBufferWriter<byte>(512);
        factory.Formatter.Write(line, buffer);
        factory.Queue.Write(buffer.WrittenSpan);
        // A critical line may be the last one; it is out before the caller goes on.
        if (logLevel == LogLevel.Critical)
            factory.Queue.Flush();
    }
}
