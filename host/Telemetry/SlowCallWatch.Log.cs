using Microsoft.Extensions.Logging;

namespace CsiHost.Telemetry;

internal sealed partial class SlowCallWatch
{
    [LoggerMessage(EventId = 1900, Level = LogLevel.Warning, Message = "{Driver} {Rpc} [{CallId}] {Subject} is still running after {Seconds} s")]
    private static partial void LogSlow(ILogger logger, string driver, string rpc, string callId, string subject, long seconds);

    [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "{Driver} {Rpc} [{CallId}] {Subject} ended after {Seconds} s")]
    private static partial void LogEnded(ILogger logger, string driver, string rpc, string callId, string subject, long seconds);
}
