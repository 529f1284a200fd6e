using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Proto;
using Google.Protobuf.Collections;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Volume capabilities.</summary>
internal static class CapabilityMapping
{
    /// <summary>As sent, for validation.</summary>
    public static CapabilityView View(VolumeCapability capability) => new()
    {
        HasMount = capability.AccessTypeCase == VolumeCapability.AccessTypeOneofCase.Mount,
        HasBlock = capability.AccessTypeCase == VolumeCapability.AccessTypeOneofCase.Block,
        HasAccessMode = capability.AccessMode is not null,
        AccessMode = (int)(capability.AccessMode?.Mode ?? 0),
        FileSystemType = capability.Mount?.FsType ?? "",
        MountFlags = capability.Mount is { } mount ? mount.MountFlags : [],
        VolumeMountGroup = capability.Mount?.VolumeMountGroup ?? "",
    };

    /// <summary>A capability that passed validation.</summary>
    public static Models.VolumeCapability ToModel(this VolumeCapability capability) => new()
    {
        AccessMode = (Models.AccessMode)(int)capability.AccessMode.Mode,
        AccessType = capability.Block is null ? Models.AccessType.Mount : Models.AccessType.Block,
        FileSystemType = capability.Mount?.FsType ?? "",
        MountFlags = capability.Mount is { } mount ? [.. mount.MountFlags] : [],
        VolumeMountGroup = capability.Mount?.VolumeMountGroup ?? "",
    };

    public static IReadOnlyList<Models.VolumeCapability> ToModel(this RepeatedField<VolumeCapability> capabilities) =>
        [.. capabilities.Select(ToModel)];
}
