using System.Globalization;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Logging;

/// <summary>Chooses sinks and filter from the options.</summary>
internal static class LogSinks
{
    private const UnixFileMode LogMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    public static EngineLog Create(EngineOptions options, EngineEnvironment environment, TimeProvider time)
    {
        var filter = Filter(options, environment);
        if (options.NoLog)
            return new EngineLog([], filter, time);
        var sinks = new List<ILogSink> { options.LogDirectory is { } folder ? new StreamSink(OpenFile(folder, time)) : new SyslogSink() };
        if (options.Foreground)
            sinks.Add(new StreamSink(Console.OpenStandardOutput()));
        return new EngineLog(sinks, filter, time);
    }

    private static LogFilter Filter(EngineOptions options, EngineEnvironment environment)
    {
        if (environment["MOUNTPOINT_LOG"] is { } text)
            return LogFilter.Parse(text) ?? throw new EngineException($"MOUNTPOINT_LOG='{text}' is not a comma list of level or target=level");
        var level = options.Debug ? "debug" : "info";
        var transport = options.DebugTransport ? "debug" : "off";
        var metrics = options.Debug || options.LogMetrics ? "info" : "off";
        return LogFilter.Parse($"{level},http={transport},metrics={metrics}")!;
    }

    private static FileStream OpenFile(string folder, TimeProvider time)
    {
        var stamp = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture);
        var tail = new string(Random.Shared.GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 6));
        try
        {
            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder, FolderMode);
            return new FileStream(Path.Combine(folder, $"mountpoint-s3-{stamp}.{tail}.log"), new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = LogMode,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"--log-directory: cannot write to '{folder}': {exception.Message}", exception);
        }
    }
}
