using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>A file system to mount, before anything about it was looked up.</summary>
internal sealed record MountRequest
{
    public StorageKind Kind { get; init; }

    /// <summary><c>fs-…</c>, or a DNS name that leads to one.</summary>
    public required string FileSystem { get; init; }

    /// <summary>The path in the file system; empty is the root.</summary>
    public string Path { get; init; } = "";

    /// <summary>Absolute path of the mount point.</summary>
    public required string Target { get; init; }

    public required OptionList Options { get; init; }
}
