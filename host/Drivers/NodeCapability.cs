namespace CsiHost.Drivers;

/// <summary>NodeServiceCapability.RPC.Type, with the numbers of the CSI specification.</summary>
internal enum NodeCapability
{
    StageUnstageVolume = 1,
    GetVolumeStats = 2,
    ExpandVolume = 3,
    VolumeCondition = 4,
    SingleNodeMultiWriter = 5,
    VolumeMountGroup = 6,
}
