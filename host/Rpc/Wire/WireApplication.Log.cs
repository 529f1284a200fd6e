using Microsoft.Extensions.Logging;

namespace CsiHost.Rpc.Wire;

internal sealed partial class WireApplication
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Debug, Message = "{Driver}: the client went away during {Method}")]
    private static partial void LogAbandoned(ILogger logger, string driver, string method);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{Driver}: {Method} failed in a way nobody foresaw")]
    private static partial void LogFailed(ILogger logger, Exception exception, string driver, string method);
}
