using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>Where the mounts room works.</summary>
internal sealed record MountOptions
{
    /// <summary>The host's folder for what must survive a restart.</summary>
    public required AbsolutePath StateDirectory { get; init; }

    /// <summary>kubelet's root: below it no link is followed, and mounts without a record are looked for.</summary>
    public AbsolutePath KubeletRoot { get; init; } = new("/var/lib/kubelet");

    /// <summary>How long a file system may take to answer before it counts as unresponsive.</summary>
    public TimeSpan ProbeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where mount(8)-style helpers (<c>mount.TYPE</c>) are looked for.</summary>
    public IReadOnlyList<string> HelperFolders { get; init; } = ["/sbin", "/usr/sbin", "/bin", "/usr/bin"];

    /// <summary>This boot's id: records of another boot name mounts that are gone.</summary>
    public string BootId { get; init; } = ReadBootId();

    private static string ReadBootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
