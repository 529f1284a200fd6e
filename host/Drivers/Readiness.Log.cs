using CsiHost.Abstractions.Models;
using Microsoft.Extensions.Logging;

namespace CsiHost.Drivers;

internal sealed partial class Readiness
{
    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "{Driver} is {State} {Reason}")]
    private static partial void LogChange(ILogger logger, string driver, ReadinessState state, string reason);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "{Driver}: the readiness check failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string driver);
}
