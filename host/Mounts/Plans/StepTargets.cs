using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts.Plans;

/// <summary>Where steps put things.</summary>
internal static class StepTargets
{
    /// <summary>The path that a step makes when it is missing; null when it makes none.</summary>
    public static string? PathOf(MountStep step) => step switch
    {
        DirectoryStep directory => directory.Path,
        FileSystemMountStep mount => mount.Target,
        BindMountStep bind => bind.Target,
        _ => null,
    };

    /// <summary>The path a step mounts on; null when it mounts nothing itself.</summary>
    public static string? MountPointOf(MountStep step) => step is DirectoryStep ? null : PathOf(step);
}
