namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>A volume asks for a Mountpoint Pod that cannot be made. The message names the attribute and what it accepts.</summary>
internal sealed class VolumeAttributeException(string message) : Exception(message);
