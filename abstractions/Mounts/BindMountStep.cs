namespace CsiHost.Abstractions.Mounts;

/// <summary>A bind mount of a directory, file or device. Reverting unmounts it.</summary>
public sealed record BindMountStep : MountStep
{
    /// <summary>Absolute path of what is shown.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path where it is shown; made as a directory or file like the source when it is missing.</summary>
    public required string Target { get; init; }

    /// <summary>Remount the bind read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Include mounts below the source.</summary>
    public bool Recursive { get; init; }

    /// <summary>Further per-mount flags: <c>nosuid</c>, <c>nodev</c>, <c>noexec</c>, <c>noatime</c>, <c>nodiratime</c>, <c>relatime</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
