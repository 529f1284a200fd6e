using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins;

/// <summary>The host's services that loading needs.</summary>
internal sealed record PluginServices
{
    /// <summary>The whole configuration; each plugin sees its own section.</summary>
    public required IConfiguration Configuration { get; init; }

    public required ILoggerFactory Logging { get; init; }

    public required IMeterFactory Meters { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>
    /// Makes a plugin's ports. Called after the crypto policy was verified, once a backend plugin; a policy plugin gets none, because
    /// child processes and HTTP clients depend on its policy.
    /// </summary>
    public required Func<PluginInfo, ICryptoPolicy, PluginPorts> Ports { get; init; }
}
