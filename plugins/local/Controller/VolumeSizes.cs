using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>
/// Decides sizes. A size is recorded and reported, not enforced: a directory has no quota of its own, and all volumes share the file system's
/// room. So the only hard limit is what the file system could hold if it were empty.
/// </summary>
internal sealed class VolumeSizes(LocalRoot root, LocalOptions options)
{
    public long Available => FileSystem.AvailableFreeSpace;

    public long Maximum
    {
        get
        {
            var total = FileSystem.TotalSize;
            return options.MaximumVolumeBytes > 0 ? Math.Min(options.MaximumVolumeBytes, total) : total;
        }
    }

    private DriveInfo FileSystem => new(root.Path);

    /// <summary>The size of a new volume: exactly what was asked for, nothing is rounded.</summary>
    /// <param name="range">The wish; null means the source's size or the default.</param>
    /// <param name="least">The size of the source; 0 without.</param>
    public long Choose(CapacityRange? range, long least)
    {
        var wish = range?.PreferredBytes ?? (least > 0 ? least : Math.Min(options.DefaultVolumeBytes, Maximum));
        var size = Math.Max(wish, least);
        if (range is not null && !range.Contains(size))
            throw CsiErrors.OutOfRange($"capacity_range allows at most {range.LimitBytes} bytes, but the source has {least}");
        Check(size);
        return size;
    }

    /// <summary>The size of a volume that is to grow. It never shrinks, and one that is large enough stays as it is.</summary>
    public long Grow(long current, CapacityRange range)
    {
        var size = Math.Max(current, range.RequiredBytes);
        if (!range.Contains(size))
            throw CsiErrors.OutOfRange($"the volume has {current} bytes already and cannot shrink to limit_bytes {range.LimitBytes}");
        if (size > current)
            Check(size);
        return size;
    }

    private void Check(long size)
    {
        if (size > Maximum)
            throw CsiErrors.OutOfRange($"{size} bytes are more than the largest possible volume, {Maximum} bytes");
    }
}
