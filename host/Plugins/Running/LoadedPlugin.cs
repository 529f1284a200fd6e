using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Manifests;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Running;

/// <summary>
/// A plugin whose container stands. Its backends are keyed singletons under each contract interface, the key is the driver's name as a
/// string; <see cref="IPluginLifecycle"/> and <c>IMountStepHandler</c> are not keyed.
/// </summary>
internal sealed class LoadedPlugin(
    PluginInfo info, PluginKind kind, bool required, IReadOnlyList<DriverName> drivers, ServiceProvider services) : IAsyncDisposable
{
    private volatile PluginOutcome? _outcome;

    public PluginInfo Info => info;

    public PluginKind Kind => kind;

    /// <summary>Whether the host stops when this plugin fails.</summary>
    public bool Required => required;

    public IReadOnlyList<DriverName> Drivers => drivers;

    public IServiceProvider Services => services;

    /// <summary>Replaced as a whole by whoever loads, starts and stops the plugin; read by anyone.</summary>
    public required PluginOutcome Outcome
    {
        get => _outcome!;
        set => _outcome = value;
    }

    public PluginState State => Outcome.State;

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
