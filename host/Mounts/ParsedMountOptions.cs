using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>Options as mount(2) takes them: flags of the mount, and text for the file system.</summary>
internal readonly record struct ParsedMountOptions(MountFlags Flags, string Data);
