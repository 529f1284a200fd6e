using CsiHost.Abstractions.Models;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>statfs(2) figures as CSI wants them.</summary>
internal static class FileSystemUsage
{
    /// <summary>Converts; figures past 2^63 - 1 are capped there (elastic file systems report close to it).</summary>
    public static VolumeStats From(in StatFs raw)
    {
        var unit = (ulong)Math.Max(raw.FragmentSize > 0 ? raw.FragmentSize : raw.BlockSize, 1);
        return new VolumeStats
        {
            Bytes = Usage(raw.Blocks, raw.BlocksFree, raw.BlocksAvailable, unit),
            Inodes = Usage(raw.Files, raw.FilesFree, raw.FilesFree, 1),
        };
    }

    private static VolumeUsage Usage(ulong total, ulong free, ulong available, ulong unit) => new()
    {
        Total = Cap(total, unit),
        Used = Cap(total - Math.Min(free, total), unit),
        Available = Cap(available, unit),
    };

    private static long Cap(ulong count, ulong unit) => (long)UInt128.Min((UInt128)count * unit, long.MaxValue);
}
