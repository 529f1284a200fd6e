using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins;

/// <summary>Log lines of <see cref="PluginHost"/>.</summary>
internal sealed partial class PluginHost
{
    [LoggerMessage(1400, LogLevel.Information, "Plugin {Plugin} {Version} loaded: contract {Contract}, manifest sha256:{Hash}, {Elapsed:0.0} ms")]
    private partial void LogLoaded(string plugin, string version, string contract, string hash, double elapsed);

    [LoggerMessage(1401, LogLevel.Information, "Plugins are locked: sha256:{Digest}")]
    private partial void LogLock(string digest);

    [LoggerMessage(1402, LogLevel.Information, "{Directory} has no lock: every plugin in it is required")]
    private partial void LogNoLock(string directory);

    [LoggerMessage(1403, LogLevel.Information, "Crypto policy {Policy} on {Module}")]
    private partial void LogPosture(string policy, string module);

    [LoggerMessage(1404, LogLevel.Error, "Optional plugin {Plugin} is left out: {Finding}")]
    private partial void LogLeftOut(string plugin, string finding);
}
