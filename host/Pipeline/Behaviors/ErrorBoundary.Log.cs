using Microsoft.Extensions.Logging;

namespace CsiHost.Pipeline.Behaviors;

internal sealed partial class ErrorBoundary
{
    [LoggerMessage(EventId = 1200, Message = "{Driver} {Rpc} [{CallId}] {Subject}: {Code}: {Problem}{Cause}")]
    private static partial void LogRefusal(
        ILogger logger, LogLevel level, string driver, string rpc, string callId, string subject, string code, string problem, string cause);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "{Driver} {Rpc} [{CallId}] {Subject} failed: {Detail}")]
    private static partial void LogFault(ILogger logger, string driver, string rpc, string callId, string subject, string detail);
}
