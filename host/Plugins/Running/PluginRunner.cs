using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Findings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Running;

/// <summary>Starts plugins in load order, each within a limit, and stops them in reverse. A stop goes on through errors.</summary>
internal sealed partial class PluginRunner(IReadOnlyList<LoadedPlugin> plugins, PluginHostOptions options, TimeProvider time, ILogger logger)
{
    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>("plugin {Plugin}");

    private readonly Stack<(LoadedPlugin Plugin, IReadOnlyList<IPluginLifecycle> Services)> _running = new();

    /// <summary>An optional plugin that fails is left out; a required one stops what runs and is thrown.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var plugin in plugins.Where(plugin => plugin.State == PluginState.Loaded))
        {
            var start = time.GetTimestamp();
            var finding = await StartOneAsync(plugin, cancellationToken);
            plugin.Outcome = plugin.Outcome with
            {
                State = finding is null ? PluginState.Started : PluginState.Failed,
                Reason = finding?.Id ?? "",
                Elapsed = plugin.Outcome.Elapsed + time.GetElapsedTime(start),
            };
            if (finding is null)
                continue;
            if (plugin.Required)
            {
                await StopAsync(CancellationToken.None);
                throw new PluginLoadException([finding]);
            }

            LogOptionalFailed(plugin.Info.Id, finding.ToString());
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (_running.TryPop(out var item))
        {
            await StopAllAsync(item.Plugin, item.Services, cancellationToken);
            if (item.Plugin.State == PluginState.Started)
                item.Plugin.Outcome = item.Plugin.Outcome with { State = PluginState.Stopped };
        }
    }

    private async Task<Finding?> StartOneAsync(LoadedPlugin plugin, CancellationToken cancellationToken)
    {
        var started = new List<IPluginLifecycle>();
        using var scope = Scope(logger, plugin.Info.Id);
        using var limit = new CancellationTokenSource(options.StartTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Constructing a service runs plugin code too, so it is under the same limit.
            var work = Task.Run(() => StartServicesAsync(plugin, started, both.Token), cancellationToken);
            await work.WaitAsync(both.Token);
            _running.Push((plugin, started));
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogStartFailed(e, plugin.Info.Id);
            await StopAllAsync(plugin, Snapshot(started), CancellationToken.None);
            return limit.IsCancellationRequested && e is OperationCanceledException
                ? new Finding(Diagnostics.StartSlow, plugin.Info.Id, $"it did not start within {options.StartTimeout.TotalSeconds:0.###} s.")
                : new Finding(Diagnostics.StartFailed, plugin.Info.Id, $"its start threw {e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task StartServicesAsync(LoadedPlugin plugin, List<IPluginLifecycle> started, CancellationToken cancellationToken)
    {
        foreach (var service in plugin.Services.GetServices<IPluginLifecycle>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await service.StartAsync(cancellationToken);
            lock (started)
                started.Add(service);
        }
    }

    /// <summary>A start that was given up may still add to the list.</summary>
    private static IPluginLifecycle[] Snapshot(List<IPluginLifecycle> started)
    {
        lock (started)
            return [.. started];
    }

    private async Task StopAllAsync(LoadedPlugin plugin, IReadOnlyList<IPluginLifecycle> services, CancellationToken cancellationToken)
    {
        foreach (var service in services.Reverse())
        {
            using var limit = new CancellationTokenSource(options.StopTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await Task.Run(() => service.StopAsync(both.Token), CancellationToken.None).WaitAsync(both.Token);
            }
            catch (Exception e)
            {
                LogStopFailed(e, Diagnostics.StopFailed.Id, plugin.Info.Id, service.GetType().FullName ?? "");
            }
        }
    }
}
