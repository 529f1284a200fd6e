namespace CsiHost.Drivers;

/// <summary>PluginCapability.Service.Type, with the numbers of the CSI specification.</summary>
internal enum PluginCapability
{
    ControllerService = 1,
    VolumeAccessibilityConstraints = 2,
}
