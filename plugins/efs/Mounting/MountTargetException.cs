namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Why no mount target can be used. Never leaves <see cref="MountTargetFinder"/>'s callers in this room.</summary>
internal sealed class MountTargetException(string message) : Exception(message);
