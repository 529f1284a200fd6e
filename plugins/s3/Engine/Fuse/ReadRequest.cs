using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_read_in and, with the data behind it, fuse_write_in.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal readonly struct ReadRequest
{
    public readonly ulong Handle;
    public readonly ulong Offset;
    public readonly uint Size;
    public readonly uint Flags;
    public readonly ulong LockOwner;
    public readonly uint OpenFlags;
}
