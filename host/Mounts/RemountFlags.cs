using CsiHost.Abstractions.Mounts;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>
/// The flags of a bind remount. It replaces all of a mount's flags, and the kernel refuses to drop those it locked, so the present ones are
/// kept and only added to.
/// </summary>
internal static class RemountFlags
{
    private const MountFlags AccessTimes = MountFlags.NoAtime | MountFlags.RelAtime | MountFlags.StrictAtime;

    /// <summary>Combines a mount's flags with further ones.</summary>
    public static MountFlags Adding(MountEntry entry, MountFlags added)
    {
        var present = MountFlags.None;
        foreach (var option in entry.Options)
            present |= Of(option);
        if ((present & AccessTimes) == 0)
            present |= MountFlags.StrictAtime;
        if ((added & AccessTimes) != 0)
            present &= ~AccessTimes;
        return present | added;
    }

    private static MountFlags Of(string option) => option switch
    {
        "ro" => MountFlags.ReadOnly,
        "nosuid" => MountFlags.NoSuid,
        "nodev" => MountFlags.NoDev,
        "noexec" => MountFlags.NoExec,
        "noatime" => MountFlags.NoAtime,
        "relatime" => MountFlags.RelAtime,
        "nodiratime" => MountFlags.NoDirAtime,
        "nosymfollow" => MountFlags.NoSymFollow,
        _ => MountFlags.None,
    };
}
