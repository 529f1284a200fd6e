using CsiHost.Abstractions.Crypto;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins.Running;

/// <summary>The plugins of this process, loaded under a verified crypto policy.</summary>
internal sealed class PluginCatalog(
    PluginInspection inspection,
    ICryptoPolicy policy,
    CryptoPosture posture,
    IReadOnlyList<LoadedPlugin> plugins,
    IReadOnlyList<PluginOutcome> others,
    IReadOnlyList<Finding> findings,
    PluginRunner runner) : IAsyncDisposable
{
    public ICryptoPolicy Policy => policy;

    /// <summary>What the policy found when it was verified at start.</summary>
    public CryptoPosture Posture => posture;

    /// <summary>In load order. Serve the drivers of those that are <see cref="PluginState.Started"/>.</summary>
    public IReadOnlyList<LoadedPlugin> Plugins => plugins;

    public IEnumerable<LoadedPlugin> Started => plugins.Where(plugin => plugin.State == PluginState.Started);

    /// <summary>The state as it is now.</summary>
    public PluginReport Report => new()
    {
        Plugins = [.. plugins.Select(plugin => plugin.Outcome).Concat(others).OrderBy(outcome => outcome.Id, StringComparer.Ordinal)],
        Findings = findings,
        LockDigest = inspection.LockDigest,
    };

    /// <summary>Starts every plugin's lifecycle services.</summary>
    /// <exception cref="PluginLoadException">A required plugin failed; those that ran were stopped.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => runner.StartAsync(cancellationToken);

    /// <summary>Stops in reverse order, through errors. Repeatable.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => runner.StopAsync(cancellationToken);

    /// <summary>Disposes the containers in reverse order. Stop first.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in plugins.Reverse())
            await plugin.DisposeAsync();
    }
}
