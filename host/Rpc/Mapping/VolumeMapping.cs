using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Proto;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Volumes: the calls that make, change and delete them, and how they are reported.</summary>
internal static class VolumeMapping
{
    /// <summary>As sent, for validation.</summary>
    public static SourceView View(VolumeContentSource? source) =>
        source is null ? default : new SourceView(IsPresent: true, source.Snapshot?.SnapshotId, source.Volume?.VolumeId);

    public static Models.CreateVolumeRequest ToModel(this CreateVolumeRequest request) => new()
    {
        Name = request.Name,
        Capacity = request.CapacityRange?.ToModel(),
        Capabilities = request.VolumeCapabilities.ToModel(),
        Parameters = request.Parameters.ToModel(),
        MutableParameters = request.MutableParameters.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
        Topology = request.AccessibilityRequirements.ToModel(),
    };

    public static Models.DeleteVolumeRequest ToModel(this DeleteVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.ModifyVolumeRequest ToModel(this ControllerModifyVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        MutableParameters = request.MutableParameters.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.ExpandVolumeRequest ToModel(this ControllerExpandVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        Capacity = request.CapacityRange.ToModel(),
        Capability = request.VolumeCapability?.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static ControllerExpandVolumeResponse ToMessage(this Models.ExpandVolumeResult result) => new()
    {
        CapacityBytes = result.CapacityBytes,
        NodeExpansionRequired = result.NodeExpansionRequired,
    };

    public static Volume ToMessage(this Models.Volume volume)
    {
        var message = new Volume { VolumeId = volume.Id.Value, CapacityBytes = volume.CapacityBytes, ContentSource = SourceOf(volume) };
        message.VolumeContext.Fill(volume.Context);
        message.AccessibleTopology.AddRange(volume.AccessibleTopology.Select(TopologyMapping.ToMessage));
        return message;
    }

    public static ListVolumesResponse ToMessage(this Models.Page<Models.VolumeEntry> page, bool hasNodes)
    {
        var message = new ListVolumesResponse { NextToken = page.NextToken };
        message.Entries.AddRange(page.Entries.Select(entry => ToListEntry(entry, hasNodes)));
        return message;
    }

    public static ControllerGetVolumeResponse ToMessage(this Models.VolumeEntry entry)
    {
        var status = new ControllerGetVolumeResponse.Types.VolumeStatus { VolumeCondition = entry.Condition?.ToMessage() };
        status.PublishedNodeIds.AddRange(entry.PublishedNodes.Select(node => node.Value));
        return new ControllerGetVolumeResponse { Volume = entry.Volume.ToMessage(), Status = status };
    }

    public static VolumeCondition ToMessage(this Models.VolumeCondition condition) =>
        new() { Abnormal = condition.IsAbnormal, Message = condition.Message };

    private static ListVolumesResponse.Types.Entry ToListEntry(Models.VolumeEntry entry, bool hasNodes)
    {
        var message = new ListVolumesResponse.Types.Entry { Volume = entry.Volume.ToMessage() };
        if (!hasNodes && entry.Condition is null)
            return message;
        message.Status = new ListVolumesResponse.Types.VolumeStatus { VolumeCondition = entry.Condition?.ToMessage() };
        if (hasNodes)
            message.Status.PublishedNodeIds.AddRange(entry.PublishedNodes.Select(node => node.Value));
        return message;
    }

    private static VolumeContentSource? SourceOf(Models.Volume volume) => volume switch
    {
        { SourceSnapshot: { } snapshot } => new VolumeContentSource
        {
            Snapshot = new VolumeContentSource.Types.SnapshotSource { SnapshotId = snapshot.Value },
        },
        { SourceVolume: { } source } => new VolumeContentSource { Volume = new VolumeContentSource.Types.VolumeSource { VolumeId = source.Value } },
        _ => null,
    };
}
