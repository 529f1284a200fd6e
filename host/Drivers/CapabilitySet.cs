using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Models;

namespace CsiHost.Drivers;

/// <summary>What a driver advertises, derived from what it implements. Nobody edits a list, so none can be wrong.</summary>
internal sealed record CapabilitySet
{
    public required IReadOnlyList<PluginCapability> Plugin { get; init; }

    public required IReadOnlyList<ExpansionCapability> Expansion { get; init; }

    public required IReadOnlyList<ControllerCapability> Controller { get; init; }

    public required IReadOnlyList<NodeCapability> Node { get; init; }

    /// <summary>Derives the set from what is offered in the host's mode.</summary>
    public static CapabilitySet Derive(BackendSet backends)
    {
        var rules = backends.Get<IVolumeRules>()?.Rules;
        var multiWriter = rules is not null
            && (rules.AccessModes.Contains(AccessMode.SingleNodeMultiWriter) || rules.AccessModes.Contains(AccessMode.SingleNodeSingleWriter));
        var controller = Chosen(ControllerTable(backends)).ToList();
        // It says how other calls read their access mode; alone it says nothing.
        if (controller.Count > 0 && multiWriter)
            controller.Add(ControllerCapability.SingleNodeMultiWriter);
        return new CapabilitySet
        {
            Plugin = [.. Chosen<PluginCapability>([
                (PluginCapability.ControllerService, controller.Count > 0),
                (PluginCapability.VolumeAccessibilityConstraints, backends.Has<INodeTopology>())])],
            Expansion = [.. Chosen(ExpansionTable(backends))],
            Controller = [.. controller.Order()],
            Node = backends.Has<INodePublisher>() ? [.. Chosen(NodeTable(backends, rules, multiWriter))] : [],
        };
    }

    private static (ControllerCapability, bool)[] ControllerTable(BackendSet backends)
    {
        var attacher = backends.Get<IVolumeAttacher>();
        var lister = backends.Get<IVolumeLister>();
        return
        [
            (ControllerCapability.CreateDeleteVolume, backends.Has<IVolumeProvisioner>()),
            (ControllerCapability.PublishUnpublishVolume, attacher is not null),
            (ControllerCapability.ListVolumes, lister is not null),
            (ControllerCapability.GetCapacity, backends.Has<ICapacityReporter>()),
            (ControllerCapability.CreateDeleteSnapshot, backends.Has<ISnapshotter>()),
            (ControllerCapability.ListSnapshots, backends.Has<ISnapshotLister>()),
            (ControllerCapability.CloneVolume, backends.Has<IVolumeCloner>() && backends.Has<IVolumeProvisioner>()),
            (ControllerCapability.PublishReadOnly, attacher is { SupportsReadOnly: true }),
            (ControllerCapability.ExpandVolume, backends.Has<IVolumeExpander>()),
            (ControllerCapability.ListVolumesPublishedNodes, attacher is not null && lister is { ReportsPublishedNodes: true }),
            (ControllerCapability.GetVolume, backends.Has<IVolumeGetter>()),
            (ControllerCapability.ModifyVolume, backends.Has<IVolumeModifier>()),
            (ControllerCapability.GetSnapshot, backends.Has<ISnapshotGetter>()),
        ];
    }

    private static (ExpansionCapability, bool)[] ExpansionTable(BackendSet backends)
    {
        var expander = backends.Get<IVolumeExpander>();
        // A node expander alone grows what is published, which is what ONLINE means.
        var nodeOnly = expander is null && backends.Has<INodePublisher>() && backends.Has<INodeExpander>();
        return
        [
            (ExpansionCapability.Online, expander is { SupportsOnline: true } || nodeOnly),
            (ExpansionCapability.Offline, expander is { SupportsOnline: false }),
        ];
    }

    private static (NodeCapability, bool)[] NodeTable(BackendSet backends, VolumeRules? rules, bool multiWriter) =>
    [
        (NodeCapability.StageUnstageVolume, backends.Has<INodeStager>()),
        (NodeCapability.GetVolumeStats, backends.Has<INodeVolumeStats>()),
        (NodeCapability.ExpandVolume, backends.Has<INodeExpander>()),
        (NodeCapability.VolumeCondition, backends.Has<INodeVolumeHealth>() && backends.Has<INodeVolumeStats>()),
        (NodeCapability.SingleNodeMultiWriter, multiWriter),
        (NodeCapability.VolumeMountGroup, rules is { AppliesVolumeMountGroup: true }),
    ];

    private static IEnumerable<T> Chosen<T>((T Capability, bool IsOffered)[] table) =>
        table.Where(row => row.IsOffered).Select(row => row.Capability);
}
