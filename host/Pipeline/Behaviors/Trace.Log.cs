using Microsoft.Extensions.Logging;

namespace CsiHost.Pipeline.Behaviors;

internal sealed partial class Trace
{
    [LoggerMessage(EventId = 1202, Level = LogLevel.Debug, Message = "{Driver} {Rpc} [{CallId}] {Request}", SkipEnabledCheck = true)]
    private static partial void LogRequest(ILogger logger, string driver, string rpc, string callId, string request);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Debug, Message = "{Driver} {Rpc} [{CallId}] done")]
    private static partial void LogDone(ILogger logger, string driver, string rpc, string callId);
}
