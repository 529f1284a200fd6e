using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

internal sealed partial class HostProcess
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "csi-host {Version} starts: mode {Mode}, node {Node}")]
    private static partial void LogStarting(ILogger logger, string version, string mode, string node);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "serving after {Milliseconds} ms")]
    private static partial void LogStarted(ILogger logger, string milliseconds);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "asked to stop; running calls have {Seconds} s")]
    private static partial void LogStopping(ILogger logger, string seconds);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "stopped, exit code {ExitCode}")]
    private static partial void LogStopped(ILogger logger, int exitCode);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Critical, Message = "a plugin cannot go on: {Reason}")]
    private static partial void LogPluginGaveUp(ILogger logger, Exception? exception, string reason);
}
