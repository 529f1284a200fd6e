using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Ports;

/// <summary>Log lines of <see cref="LoggedMounter"/>.</summary>
internal sealed partial class LoggedMounter
{
    [LoggerMessage(1420, LogLevel.Debug, "Mounting {Type} {Source} at {Target}")]
    private partial void LogMount(string type, string source, string target);

    [LoggerMessage(1421, LogLevel.Debug, "Unmounting {Path}")]
    private partial void LogUnmount(string path);
}
