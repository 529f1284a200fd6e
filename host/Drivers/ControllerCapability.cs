namespace CsiHost.Drivers;

/// <summary>ControllerServiceCapability.RPC.Type, with the numbers of the CSI specification.</summary>
internal enum ControllerCapability
{
    CreateDeleteVolume = 1,
    PublishUnpublishVolume = 2,
    ListVolumes = 3,
    GetCapacity = 4,
    CreateDeleteSnapshot = 5,
    ListSnapshots = 6,
    CloneVolume = 7,
    PublishReadOnly = 8,
    ExpandVolume = 9,
    ListVolumesPublishedNodes = 10,
    GetVolume = 12,
    SingleNodeMultiWriter = 13,
    ModifyVolume = 14,
    GetSnapshot = 15,
}
