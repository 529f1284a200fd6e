using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_write_out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal struct WriteReply
{
    public uint Size;
    public uint Padding;
}
