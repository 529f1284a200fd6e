using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Efs.Native;

/// <summary>statx(2).</summary>
internal static partial class StatCalls
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const uint BasicFacts = 0x7FF;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, out Status status);

    /// <summary>The kernel's layout, as far as it is used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Status
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
