namespace CsiHost.Native;

/// <summary>What the host wants to know of a file.</summary>
internal readonly record struct FileStatus(FileKind Kind, uint Mode, ulong Size, string Device)
{
    public static FileStatus From(in StatX raw)
    {
        var kind = (raw.Mode & 0xF000) switch
        {
            0x4000 => FileKind.Directory,
            0x8000 => FileKind.Regular,
            0xA000 => FileKind.Link,
            0x6000 => FileKind.BlockDevice,
            _ => FileKind.Other,
        };
        return new FileStatus(kind, raw.Mode, raw.Size, $"{raw.DeviceMajor}:{raw.DeviceMinor}");
    }
}
