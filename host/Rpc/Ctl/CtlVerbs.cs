namespace CsiHost.Rpc.Ctl;

/// <summary>Every unary RPC of CSI, and those of the two services beside it. The two streams of SnapshotMetadata have no verb.</summary>
internal static class CtlVerbs
{
    public static IReadOnlyList<CtlVerb> All => [.. Identity, .. Controller, .. GroupController, .. Node, .. Beside];

    private static IEnumerable<CtlVerb> Identity =>
    [
        Verb(IdentityMethods.GetPluginInfo, "name and version of the driver"),
        Verb(IdentityMethods.GetPluginCapabilities, "which services the driver offers"),
        Verb(IdentityMethods.Probe, "whether the driver is healthy and ready"),
    ];

    private static IEnumerable<CtlVerb> Controller =>
    [
        Verb(ControllerMethods.CreateVolume, "create a volume, empty or from a snapshot or volume"),
        Verb(ControllerMethods.DeleteVolume, "delete a volume"),
        Verb(ControllerMethods.ControllerPublishVolume, "attach a volume to a node"),
        Verb(ControllerMethods.ControllerUnpublishVolume, "detach a volume from a node"),
        Verb(ControllerMethods.ValidateVolumeCapabilities, "whether a volume can be used in a way"),
        Verb(ControllerMethods.ListVolumes, "list volumes"),
        Verb(ControllerMethods.GetCapacity, "how much room there is"),
        Verb(ControllerMethods.ControllerGetCapabilities, "what the controller service can do"),
        Verb(ControllerMethods.CreateSnapshot, "take a snapshot of a volume"),
        Verb(ControllerMethods.DeleteSnapshot, "delete a snapshot"),
        Verb(ControllerMethods.ListSnapshots, "list snapshots"),
        Verb(ControllerMethods.GetSnapshot, "show one snapshot"),
        Verb(ControllerMethods.ControllerExpandVolume, "make a volume larger"),
        Verb(ControllerMethods.ControllerGetVolume, "show one volume and its condition"),
        Verb(ControllerMethods.ControllerModifyVolume, "change the mutable parameters of a volume"),
    ];

    private static IEnumerable<CtlVerb> GroupController =>
    [
        Verb(GroupControllerMethods.GroupControllerGetCapabilities, "what the group controller service can do"),
        Verb(GroupControllerMethods.CreateVolumeGroupSnapshot, "take a snapshot of several volumes at once"),
        Verb(GroupControllerMethods.DeleteVolumeGroupSnapshot, "delete a group snapshot"),
        Verb(GroupControllerMethods.GetVolumeGroupSnapshot, "show a group snapshot"),
    ];

    private static IEnumerable<CtlVerb> Node =>
    [
        Verb(NodeMethods.NodeStageVolume, "mount a volume for the whole node"),
        Verb(NodeMethods.NodeUnstageVolume, "undo node-stage-volume"),
        Verb(NodeMethods.NodePublishVolume, "mount a volume for one workload"),
        Verb(NodeMethods.NodeUnpublishVolume, "undo node-publish-volume"),
        Verb(NodeMethods.NodeGetVolumeStats, "how full a published volume is"),
        Verb(NodeMethods.NodeExpandVolume, "make the file system of a volume larger"),
        Verb(NodeMethods.NodeGetCapabilities, "what the node service can do"),
        Verb(NodeMethods.NodeGetInfo, "id, limit and topology of the node"),
    ];

    private static IEnumerable<CtlVerb> Beside =>
    [
        Verb(HealthMethods.Check, "gRPC's own health service"),
        Verb(RegistrationMethods.GetInfo, "what a registration socket tells kubelet"),
    ];

    private static CtlVerb<TRequest, TResponse> Verb<TRequest, TResponse>(Wire.UnaryMethodDescriptor<TRequest, TResponse> method, string summary)
        where TRequest : class, Google.Protobuf.IMessage<TRequest>
        where TResponse : class, Google.Protobuf.IMessage<TResponse> =>
        new(method, summary);
}
