namespace CsiHost.Abstractions.Mounts;

/// <summary>One line of the mount table (<c>/proc/self/mountinfo</c>), with escapes decoded.</summary>
public sealed record MountEntry
{
    /// <summary>Unique id of the mount.</summary>
    public required int Id { get; init; }

    /// <summary>Id of the mount it sits on.</summary>
    public required int ParentId { get; init; }

    /// <summary>Device number as <c>major:minor</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The path inside the file system that is shown; <c>/</c> unless it is a bind of a part.</summary>
    public required string Root { get; init; }

    /// <summary>Where it is mounted.</summary>
    public required string MountPoint { get; init; }

    /// <summary>Per-mount options, for example <c>ro</c>.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Propagation fields, for example <c>shared:1</c>.</summary>
    public required IReadOnlyList<string> Propagation { get; init; }

    /// <summary>File-system type.</summary>
    public required string FileSystemType { get; init; }

    /// <summary>Source, as the file system shows it.</summary>
    public required string Source { get; init; }

    /// <summary>Per-superblock options.</summary>
    public required IReadOnlyList<string> SuperOptions { get; init; }

    /// <summary>Whether this mount is read-only.</summary>
    public bool IsReadOnly => Options.Contains("ro") || SuperOptions.Contains("ro");
}
