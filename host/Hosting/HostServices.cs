using System.Diagnostics.CodeAnalysis;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Cli;
using CsiHost.Drivers;
using CsiHost.Kubernetes;
using CsiHost.Mounts;
using CsiHost.Pipeline;
using CsiHost.Plugins;
using CsiHost.Plugins.Running;
using CsiHost.Rpc;
using CsiHost.Rpc.Mapping;
using CsiHost.State;
using CsiHost.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>What all plugins and drivers of the process share.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The stop stack disposes what is made here, in reverse order.")]
internal sealed class HostServices
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(15);

    private readonly HostRuntime _runtime;
    private readonly StopStack _stop;
    private readonly MeterFactory _meters = new();
    private readonly HostInfo _info;
    private PolicyServices? _underPolicy;

    public HostServices(HostRuntime runtime, StopStack stop)
    {
        _runtime = runtime;
        _stop = stop;
        _info = new HostInfo(runtime.Settings.Host, VersionCommand.Version);
        Pipeline = new PipelineServices
        {
            Metrics = new CsiMetrics(VersionCommand.Version),
            SlowCalls = new SlowCallWatch(runtime.Time, runtime.Loggers.CreateLogger<SlowCallWatch>(), SlowAfter),
            Loggers = runtime.Loggers,
            Time = runtime.Time,
        };
        stop.Push("plugin meters", _meters);
        stop.Push("call metrics", Pipeline.Metrics);
        stop.Push("slow-call watch", Pipeline.SlowCalls);
    }

    public PipelineServices Pipeline { get; }

    public IKubernetesApi Kubernetes => _underPolicy?.Kubernetes ?? KubernetesApi.Unavailable;

    private PolicyServices UnderPolicy => _underPolicy ?? throw new InvalidOperationException("no plugin was loaded under a verified crypto policy");

    public PluginServices ForPlugins() => new()
    {
        Configuration = _runtime.Settings.Configuration,
        Logging = _runtime.Loggers,
        Meters = _meters,
        Time = _runtime.Time,
        Ports = CreatePorts,
    };

    public NodeServices ForNode() => new()
    {
        NodeId = _info.NodeId,
        Paths = KubeletPathMap.Between(_runtime.Settings.Host.KubeletRequestRoot, _runtime.Settings.Host.KubeletRoot),
        Stats = new VolumeStatsReader(UnderPolicy.Mounts),
    };

    /// <summary>The mounts of one driver; null when it mounts nothing or the host serves no node calls.</summary>
    public NodeMounts? CreateMounts(DriverInstance driver, LoadedPlugin plugin)
    {
        if (driver.Get<INodePublisher>() is not { } publisher)
            return null;
        var backend = new MountBackend
        {
            Publisher = publisher,
            Stager = driver.Get<INodeStager>(),
            Adopter = driver.Get<IMountAdopter>(),
            Handlers = plugin.Services.GetServices<IMountStepHandler>(),
            ExclusiveWriter = driver.Capabilities.Node.Contains(NodeCapability.SingleNodeMultiWriter),
        };
        return new NodeMounts(driver.Name, backend, UnderPolicy.ProcessesOf(plugin.Info.Id), UnderPolicy.Mounts);
    }

    /// <summary>Takes over the child processes of the last run, before mounts are looked at.</summary>
    public async Task AdoptProcessesAsync(CancellationToken cancellationToken)
    {
        if (_underPolicy is not null)
            await _underPolicy.AdoptProcessesAsync(cancellationToken);
    }

    private PluginPorts CreatePorts(PluginInfo plugin, ICryptoPolicy policy)
    {
        var shared = _underPolicy ??= new PolicyServices(_runtime, policy, _stop);
        return new PluginPorts
        {
            Host = _info,
            Mounter = shared.Mounts.Mounter,
            MountTable = shared.Mounts.Table,
            FileSystemProbe = shared.Mounts.Probe,
            Processes = shared.ProcessesOf(plugin.Id),
            State = new FileStateStore(shared.StateFolder("plugins", plugin.Id, "state")),
            Kubernetes = shared.Kubernetes,
            LeaderElection = shared.LeaderElection,
            Lifetime = _runtime.Lifetime,
            HttpClients = shared.HttpClients,
        };
    }
}
