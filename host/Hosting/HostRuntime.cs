using CsiHost.Hosting.Configuration;
using CsiHost.Plugins;
using CsiHost.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>What a host is composed from; tests put their own in place.</summary>
internal sealed record HostRuntime
{
    public required HostSettings Settings { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Loads the crypto policy, verifies it, then loads the other plugins.</summary>
    public required Func<PluginServices, PluginHostOptions, CancellationToken, Task<PluginCatalog>> LoadPlugins { get; init; }

    /// <summary>The plugin of a drop-in command; null when all plugins are loaded.</summary>
    public string? OnlyPlugin { get; init; }

    /// <summary>By which plugins end the host.</summary>
    public HostLifetime Lifetime { get; } = new();

    /// <summary>Told once everything is up.</summary>
    public Action<HostAddresses> Started { get; init; } = static _ => { };
}
