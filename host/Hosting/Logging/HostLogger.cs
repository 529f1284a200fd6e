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
        // As little as possible here: this method is compiled anew for every kind of message.
        if (IsEnabled(logLevel))
            Write(logLevel, eventId, formatter(state, exception), exception, state as IReadOnlyList<KeyValuePair<string, object?>>);
    }

    private void Write(LogLevel level, EventId id, string message, Exception? exception, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        var line = new LogLine
        {
            Time = factory.Time.GetUtcNow(),
            Level = level,
            Category = category,
            Event = id,
            Message = message,
            Exception = exception,
            Values = values,
            Scope = ScopeFields.Collect(factory.Scopes),
        };
        var buffer = new ArrayBufferWriter<byte>(512);
        factory.Formatter.Write(line, buffer);
        factory.Queue.Write(buffer.WrittenSpan);
        // A critical line may be the last one; it is out before the caller goes on.
        if (level == LogLevel.Critical)
            factory.Queue.Flush();
    }
}
