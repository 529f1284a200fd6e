namespace CsiHost.Abstractions.Mounts;

/// <summary>A file system to mount. Reverting unmounts it.</summary>
public sealed record FileSystemMountStep : MountStep
{
    /// <summary>The source as mount(2) takes it, for example <c>127.0.0.1:/</c> or a device.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path of the mount point; made (0750) when it is missing.</summary>
    public required string Target { get; init; }

    /// <summary>File-system type, for example <c>nfs4</c>, <c>tmpfs</c>.</summary>
    public required string FileSystemType { get; init; }

    /// <summary>Options in order, one an entry, as in mount(8)'s <c>-o</c>; known flags become mount flags, the rest goes to the file system.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Mount through the helper <c>mount.TYPE</c> (mount(8)) in place of mount(2), for types that need one.</summary>
    public bool UseHelper { get; init; }
}
