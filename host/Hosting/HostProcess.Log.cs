using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

internal sealed partial class HostProcess
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "csi-host {Version} starts: mode {Mode}, node {Node}")]
    private static partial void LogStarting(ILogger logger, string version, HostMode mode, NodeId? node);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "serving after {Milliseconds:0} ms")]
    private static partial void LogStarted(ILogger logger, double milliseconds);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "asked to stop; running calls have {Seconds} s")]
    private static partial void LogStopping(ILogger logger, double seconds);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "stopped, exit code {ExitCode}")]
    private static partial void LogStopped(ILogger logger, int exitCode);
}
