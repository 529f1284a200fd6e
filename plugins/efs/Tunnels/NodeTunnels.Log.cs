using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

internal sealed partial class NodeTunnels
{
    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Information, "Tunnel {Tunnel} to {Host}:{Port} is open for {Target}")]
        public static partial void Opened(ILogger logger, string tunnel, string host, int port, string target);

        [LoggerMessage(3041, LogLevel.Information, "Tunnel {Tunnel} is closed")]
        public static partial void Closed(ILogger logger, string tunnel);

        [LoggerMessage(3042, LogLevel.Information, "Tunnel {Tunnel} stays open although its mount is gone: another mount uses its port")]
        public static partial void Released(ILogger logger, string tunnel);

        [LoggerMessage(3043, LogLevel.Information, "Tunnel {Tunnel} is back for {Target}")]
        public static partial void Recovered(ILogger logger, string tunnel, string target);

        [LoggerMessage(3044, LogLevel.Warning, "Tunnel {Tunnel} waits: another process still has port {Port}")]
        public static partial void PortTaken(ILogger logger, string tunnel, int port);

        [LoggerMessage(3045, LogLevel.Error, "Tunnel {Tunnel} cannot be brought back now; trying again")]
        public static partial void NotRecovered(ILogger logger, string tunnel, Exception exception);

        [LoggerMessage(3046, LogLevel.Warning, "There is no tunnel to bring back for {Target}: nothing is mounted there")]
        public static partial void NothingMounted(ILogger logger, string target);

        [LoggerMessage(3047, LogLevel.Error, "The configuration cannot be read; tunnels come back with the defaults")]
        public static partial void NoSettings(ILogger logger, Exception exception);
    }
}
