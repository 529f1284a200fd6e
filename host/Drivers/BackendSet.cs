using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Drivers;

/// <summary>The backends of one driver by contract interface, taken out of the plugin's container once: a call asks no container.</summary>
internal sealed class BackendSet
{
    private static readonly Type[] Always = [typeof(IVolumeRules), typeof(IReadiness), typeof(INodeTopology)];

    private static readonly Type[] OnNodes =
    [
        typeof(INodePublisher), typeof(INodeStager), typeof(INodeVolumeStats), typeof(INodeVolumeHealth), typeof(INodeExpander),
        typeof(INodeIdentity), typeof(IMountAdopter),
    ];

    private static readonly Type[] OnControllers =
    [
        typeof(IVolumeProvisioner), typeof(IVolumeCloner), typeof(ISnapshotRestorer), typeof(IVolumeAttacher), typeof(IVolumeLister),
        typeof(IVolumeGetter), typeof(IVolumeLookup), typeof(ICapacityReporter), typeof(IVolumeExpander), typeof(IVolumeModifier),
        typeof(ISnapshotter), typeof(ISnapshotLister), typeof(ISnapshotGetter),
    ];

    private readonly Dictionary<Type, object> _backends;

    private BackendSet(Dictionary<Type, object> backends) => _backends = backends;

    /// <summary>Every interface a backend can implement.</summary>
    public static IEnumerable<Type> Interfaces => [.. Always, .. OnNodes, .. OnControllers];

    /// <summary>Finds the driver's backends. Those of a side that the host does not serve are not even made.</summary>
    public static BackendSet Find(IServiceProvider services, string driver, HostMode mode)
    {
        var keyed = services as IKeyedServiceProvider
            ?? throw new ArgumentException("the container of a plugin must know keyed services", nameof(services));
        var wanted = Always.Concat(mode.HasFlag(HostMode.Node) ? OnNodes : []).Concat(mode.HasFlag(HostMode.Controller) ? OnControllers : []);
        var found = new Dictionary<Type, object>();
        foreach (var type in wanted)
        {
            if (keyed.GetKeyedService(type, driver) is { } backend)
                found.Add(type, backend);
        }
        return new BackendSet(found);
    }

    public T? Get<T>()
        where T : class =>
        (T?)_backends.GetValueOrDefault(typeof(T));

    public bool Has<T>()
        where T : class =>
        _backends.ContainsKey(typeof(T));
}
