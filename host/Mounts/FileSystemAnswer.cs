using CsiHost.Abstractions.Mounts;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>What a file system said of one path: error numbers (0 for none) and, when it said so, its usage.</summary>
internal readonly record struct FileSystemAnswer(int StatError, int UsageError, StatFs Usage)
{
    /// <summary>The judgement. An error that speaks of the path, not of the server, still is an answer.</summary>
    public MountHealth Health => StatError switch
    {
        0 => UsageError != 0 && MountErrors.IsDead(UsageError) ? MountHealth.Dead : MountHealth.Healthy,
        Errno.ENOENT or Errno.ENOTDIR => MountHealth.Missing,
        var error => MountErrors.IsDead(error) ? MountHealth.Dead : MountHealth.Healthy,
    };
}
