using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_statfs_out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 80)]
internal struct StatReply
{
    public ulong Blocks;
    public ulong Free;
    public ulong Available;
    public ulong Files;
    public ulong FreeFiles;
    public uint BlockSize;
    public uint NameLength;
    public uint FragmentSize;
}
