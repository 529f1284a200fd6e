using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Ports;

/// <summary>The mount table of this mount namespace. Reading it never touches a mounted file system.</summary>
public interface IMountTable
{
    /// <summary>Every mount, in the kernel's order.</summary>
    IReadOnlyList<MountEntry> Read();

    /// <summary>The topmost mount at a path; null when nothing is mounted exactly there.</summary>
    /// <param name="path">Absolute path.</param>
    MountEntry? Find(string path);
}
