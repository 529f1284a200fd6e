namespace CsiHost.Abstractions.Mounts;

/// <summary>A directory that must exist. Reverting removes it if it is empty and the step made it.</summary>
public sealed record DirectoryStep : MountStep
{
    /// <summary>Absolute path; missing parents are made too, with the same mode.</summary>
    public required string Path { get; init; }

    /// <summary>Permission bits of a directory that is made; 0750 by default.</summary>
    public UnixFileMode Mode { get; init; } =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
}
