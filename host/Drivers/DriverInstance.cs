using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Drivers;

/// <summary>One driver that this process serves: its name, whose it is, and its backends. It never changes.</summary>
internal sealed class DriverInstance
{
    private readonly BackendSet _backends;

    private DriverInstance(DriverName name, PluginInfo plugin, HostMode mode, BackendSet backends)
    {
        Name = name;
        Plugin = plugin;
        Mode = mode;
        _backends = backends;
        Capabilities = CapabilitySet.Derive(backends);
    }

    public DriverName Name { get; }

    public PluginInfo Plugin { get; }

    public HostMode Mode { get; }

    public CapabilitySet Capabilities { get; }

    /// <summary>Takes a driver out of its plugin's container, where backends are keyed by the driver's name.</summary>
    public static DriverInstance Create(DriverName name, PluginInfo plugin, IServiceProvider services, HostMode mode = HostMode.All) =>
        new(name, plugin, mode, BackendSet.Find(services, name.Value, mode));

    /// <summary>The backend behind an interface; null when the driver has none, or none in the host's mode.</summary>
    public T? Get<T>()
        where T : class =>
        _backends.Get<T>();
}
