using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

internal sealed partial class HostComposition
{
    [LoggerMessage(EventId = 1010, Level = LogLevel.Information, Message = "driver {Driver} {Version} is served at {Path}")]
    private static partial void LogServing(ILogger logger, string driver, string version, string path);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Information, Message = "HTTP is served at {Address}")]
    private static partial void LogHttp(ILogger logger, string address);

    [LoggerMessage(EventId = 1012, Level = LogLevel.Information, Message = "kubelet has registered driver {Driver}")]
    private static partial void LogRegistered(ILogger logger, string driver);

    [LoggerMessage(EventId = 1013, Level = LogLevel.Error, Message = "kubelet did not register driver {Driver}: {Problem}")]
    private static partial void LogNotRegistered(ILogger logger, string driver, string problem);
}
