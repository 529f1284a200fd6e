using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Local.Native;

/// <summary>The answer of statx(2); its layout is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    private const int TypeMask = 0xF000;

    [field: FieldOffset(16)]
    public uint LinkCount { get; }

    [field: FieldOffset(20)]
    public uint User { get; }

    [field: FieldOffset(24)]
    public uint Group { get; }

    /// <summary>Type and permission bits together, as mknod(2) takes them.</summary>
    [field: FieldOffset(28)]
    public ushort RawMode { get; }

    [field: FieldOffset(32)]
    public ulong Inode { get; }

    [field: FieldOffset(40)]
    public long Size { get; }

    [field: FieldOffset(64)]
    public long AccessSeconds { get; }

    [field: FieldOffset(72)]
    public uint AccessNanoseconds { get; }

    [field: FieldOffset(112)]
    public long WriteSeconds { get; }

    [field: FieldOffset(120)]
    public uint WriteNanoseconds { get; }

    [field: FieldOffset(128)]
    public uint DeviceMajor { get; }

    [field: FieldOffset(132)]
    public uint DeviceMinor { get; }

    /// <summary>Which mount the file was reached through: differs on two sides of a mount point, also of a bind mount.</summary>
    [field: FieldOffset(144)]
    public ulong MountId { get; }

    /// <summary>Access and write time as two timespec structures, for utimensat(2).</summary>
    public long[] Times => [AccessSeconds, AccessNanoseconds, WriteSeconds, WriteNanoseconds];

    public FileKind Kind => (FileKind)(RawMode & TypeMask);

    public uint Permissions => (uint)(RawMode & ~TypeMask);

    /// <summary>The device number in the kernel's 64-bit encoding, for mknod(2).</summary>
    public ulong Device =>
        (DeviceMinor & 0xFFUL) | ((DeviceMajor & 0xFFFUL) << 8) | ((DeviceMinor & ~0xFFUL) << 12) | ((DeviceMajor & ~0xFFFUL) << 32);
}
