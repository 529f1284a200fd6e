using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts.Plans;

/// <summary>Tells whether a line of the mount table is what a step would have made.</summary>
internal static class StepMatch
{
    /// <summary>Compares.</summary>
    /// <param name="step">The step.</param>
    /// <param name="entry">What is mounted at the step's target.</param>
    /// <param name="sourceMount">The mount that holds a bind's source.</param>
    /// <param name="resolve">Gives a path as the kernel shows it.</param>
    public static bool IsMadeBy(MountStep step, MountEntry entry, Func<string, MountEntry?> sourceMount, Func<string, string> resolve) => step switch
    {
        // The kernel may show a more exact type than it was asked for: nfs becomes nfs4.
        FileSystemMountStep mount => !mount.UseHelper && entry.Source == mount.Source
            && entry.FileSystemType.StartsWith(mount.FileSystemType, StringComparison.Ordinal),
        BindMountStep bind => sourceMount(bind.Source) is { } holder && holder.Device == entry.Device
            && entry.Root == RootOf(holder, resolve(bind.Source)),
        _ => false,
    };

    /// <summary>The path of a file inside its file system.</summary>
    internal static string RootOf(MountEntry holder, string path)
    {
        var below = holder.MountPoint == "/" ? path : path[holder.MountPoint.Length..];
        var root = holder.Root == "/" ? below : holder.Root + below;
        return root is "" ? "/" : root.Length > 1 ? root.TrimEnd('/') : root;
    }
}
