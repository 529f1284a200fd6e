using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Models;

namespace CsiHost.Drivers;

/// <summary>What a driver advertises, derived from what it implements. Nobody edits a list, so none can be wrong.</summary>
internal sealed class CapabilitySet
{
    private readonly BackendSet _backends;
    private readonly VolumeRules? _rules;

    private CapabilitySet(BackendSet backends)
    {
        _backends = backends;
        _rules = backends.Get<IVolumeRules>()?.Rules;
        Controller = FindController();
        Node = FindNode();
        Plugin = FindPlugin();
        Expansion = FindExpansion();
    }

    public PluginCapability[] Plugin { get; }

    public ExpansionCapability[] Expansion { get; }

    public ControllerCapability[] Controller { get; }

    public NodeCapability[] Node { get; }

    /// <summary>Derives the set from what is offered in the host's mode.</summary>
    public static CapabilitySet Derive(BackendSet backends) => new(backends);

    private PluginCapability[] FindPlugin()
    {
        var list = new CapabilityList<PluginCapability>(2);
        list.Add(PluginCapability.ControllerService, Controller.Length > 0);
        list.Add(PluginCapability.VolumeAccessibilityConstraints, _backends.Has<INodeTopology>());
        return list.ToArray();
    }

    private ExpansionCapability[] FindExpansion()
    {
        var expander = _backends.Get<IVolumeExpander>();
        // A node expander alone grows what is published, which is what ONLINE means.
        var nodeOnly = expander is null && _backends.Has<INodePublisher>() && _backends.Has<INodeExpander>();
        var list = new CapabilityList<ExpansionCapability>(2);
        list.Add(ExpansionCapability.Online, expander is { SupportsOnline: true } || nodeOnly);
        list.Add(ExpansionCapability.Offline, expander is { SupportsOnline: false });
        return list.ToArray();
    }

    private ControllerCapability[] FindController()
    {
        var attacher = _backends.Get<IVolumeAttacher>();
        var lister = _backends.Get<IVolumeLister>();
        var modifies = _backends.Has<IVolumeModifier>();
        var getsSnapshots = _backends.Has<ISnapshotGetter>();
        var list = new CapabilityList<ControllerCapability>(14);
        list.Add(ControllerCapability.CreateDeleteVolume, _backends.Has<IVolumeProvisioner>());
        list.Add(ControllerCapability.PublishUnpublishVolume, attacher is not null);
        list.Add(ControllerCapability.ListVolumes, lister is not null);
        list.Add(ControllerCapability.GetCapacity, _backends.Has<ICapacityReporter>());
        list.Add(ControllerCapability.CreateDeleteSnapshot, _backends.Has<ISnapshotter>());
        list.Add(ControllerCapability.ListSnapshots, _backends.Has<ISnapshotLister>());
        list.Add(ControllerCapability.CloneVolume, _backends.Has<IVolumeCloner>() && _backends.Has<IVolumeProvisioner>());
        list.Add(ControllerCapability.PublishReadOnly, attacher is { SupportsReadOnly: true });
        list.Add(ControllerCapability.ExpandVolume, _backends.Has<IVolumeExpander>());
        list.Add(ControllerCapability.ListVolumesPublishedNodes, attacher is not null && lister is { ReportsPublishedNodes: true });
        list.Add(ControllerCapability.GetVolume, _backends.Has<IVolumeGetter>());
        // It says how other calls read their access mode; alone it says nothing.
        list.Add(ControllerCapability.SingleNodeMultiWriter, (list.Count > 0 || modifies || getsSnapshots) && AllowsModes6Or7());
        list.Add(ControllerCapability.ModifyVolume, modifies);
        list.Add(ControllerCapability.GetSnapshot, getsSnapshots);
        return list.ToArray();
    }

    private NodeCapability[] FindNode()
    {
        if (!_backends.Has<INodePublisher>())
            return [];
        var list = new CapabilityList<NodeCapability>(6);
        list.Add(NodeCapability.StageUnstageVolume, _backends.Has<INodeStager>());
        list.Add(NodeCapability.GetVolumeStats, OffersStats);
        list.Add(NodeCapability.ExpandVolume, _backends.Has<INodeExpander>());
        list.Add(NodeCapability.VolumeCondition, _backends.Has<INodeVolumeHealth>() && OffersStats);
        list.Add(NodeCapability.SingleNodeMultiWriter, AllowsModes6Or7());
        list.Add(NodeCapability.VolumeMountGroup, _rules is { AppliesVolumeMountGroup: true });
        return list.ToArray();
    }

    private bool OffersStats => _backends.Get<INodeVolumeStats>() is { IsOffered: true };

    private bool AllowsModes6Or7() =>
        _rules is not null
        && (_rules.AccessModes.Contains(AccessMode.SingleNodeMultiWriter) || _rules.AccessModes.Contains(AccessMode.SingleNodeSingleWriter));
}
