using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>What to mount for <see cref="IEfsRootMount"/>.</summary>
internal sealed record RootMountRequest
{
    public StorageKind Kind { get; init; }

    public required string FileSystemId { get; init; }

    /// <summary>Absolute path of the mount point; made if missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Mount options as <c>mount.efs</c> knows them, for example <c>tls</c>, <c>iam</c>, <c>mounttargetip=…</c>, <c>crossaccount</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
