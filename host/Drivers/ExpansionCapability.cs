namespace CsiHost.Drivers;

/// <summary>PluginCapability.VolumeExpansion.Type, with the numbers of the CSI specification.</summary>
internal enum ExpansionCapability
{
    Online = 1,
    Offline = 2,
}
