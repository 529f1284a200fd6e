using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins;
using CsiHost.Plugins.Manifests;
using CsiHost.Plugins.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Hosting.Fakes;

/// <summary>A plugin in memory: drivers, each with a backend whose calls a test can hold, and lifecycles it can break.</summary>
internal sealed class FakePlugin(params string[] drivers)
{
    public string Id { get; init; } = "fake";

    public bool Required { get; init; } = true;

    public IReadOnlyList<IPluginLifecycle> Lifecycles { get; init; } = [];

    public HeldBackend Backend { get; } = new();

    /// <summary>A service of the plugin that belongs to no driver and says whether it is ready.</summary>
    public IReadiness? Service { get; init; }

    /// <summary>What the host gave the plugin, once it is loaded.</summary>
    public PluginPorts? Ports { get; private set; }

    public LoadedPlugin Load(PluginServices services, CsiHost.Abstractions.Crypto.ICryptoPolicy policy)
    {
        var info = new PluginInfo { Id = Id, Version = "1.2.3", ContractVersion = "1.0" };
        Ports = services.Ports(info, policy);
        var container = new ServiceCollection();
        foreach (var driver in drivers)
            container.AddKeyedSingleton<ICapacityReporter>(driver, Backend).AddKeyedSingleton<IReadiness>(driver, Backend);
        if (Service is not null)
            container.AddSingleton(Service);
        foreach (var lifecycle in Lifecycles)
            container.AddSingleton(lifecycle);
        return new LoadedPlugin(info, PluginKind.Backend, Required, [.. drivers.Select(driver => new DriverName(driver))], container.BuildServiceProvider())
        {
            Outcome = new PluginOutcome { Id = Id, Version = info.Version, Contract = info.ContractVersion, Hash = "", State = PluginState.Loaded },
        };
    }
}
