namespace CsiHost.S3Engine.Logging;

/// <summary>Where the engine says what happened. Targets: engine, fuse, s3, http, cache, metrics.</summary>
internal sealed class EngineLog(IReadOnlyList<ILogSink> sinks, LogFilter configured, TimeProvider time)
{
    private static readonly LogFilter[] Louder =
    [
        LogFilter.Parse("debug,http=off")!, LogFilter.Parse("debug")!, LogFilter.Parse("trace,http=off")!, LogFilter.Parse("trace")!,
    ];

    private readonly LogFilter _configured = configured;
    private volatile LogFilter _filter = configured;
    private int _step;

    public static EngineLog Silent { get; } = new([], LogFilter.Parse("off")!, TimeProvider.System);

    /// <summary>The next louder filter, and after the loudest the configured one.</summary>
    public void Cycle()
    {
        _step = (_step + 1) % (Louder.Length + 1);
        _filter = _step == 0 ? _configured : Louder[_step - 1];
        Write(LogLevel.Warn, "engine", $"log filter is now number {_step} of {Louder.Length}");
    }

    public bool IsOn(LogLevel level, string target) => sinks.Count > 0 && _filter.Passes(level, target);

    public void Trace(string target, string operation, object? detail)
    {
        if (IsOn(LogLevel.Trace, target))
            Emit(LogLevel.Trace, target, $"{operation} {detail}");
    }

    public void Debug(string target, string message) => Write(LogLevel.Debug, target, message);
    public void Info(string target, string message) => Write(LogLevel.Info, target, message);
    public void Warn(string target, string message) => Write(LogLevel.Warn, target, message);
    public void Error(string target, string message) => Write(LogLevel.Error, target, message);

    private void Write(LogLevel level, string target, string message)
    {
        if (IsOn(level, target))
            Emit(level, target, message);
    }

    private void Emit(LogLevel level, string target, string message)
    {
        // A line break in a key must not look like another line of the log.
        var line = message.AsSpan().IndexOfAny('\r', '\n') < 0 ? message : message.ReplaceLineEndings("\\n");
        foreach (var sink in sinks)
            sink.Write(time.GetUtcNow(), level, target, line);
    }
}
