using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Running;

/// <summary>Log lines of <see cref="PluginRunner"/>.</summary>
internal sealed partial class PluginRunner
{
    [LoggerMessage(1410, LogLevel.Error, "Plugin {Plugin} did not start")]
    private partial void LogStartFailed(Exception exception, string plugin);

    [LoggerMessage(1411, LogLevel.Error, "Optional plugin {Plugin} is left out: {Finding}")]
    private partial void LogOptionalFailed(string plugin, string finding);

    [LoggerMessage(1412, LogLevel.Error, "{Id} plugin {Plugin}: {Service} did not stop; going on")]
    private partial void LogStopFailed(Exception exception, string id, string plugin, string service);
}
