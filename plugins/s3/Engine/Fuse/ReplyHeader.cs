using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_out_header.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct ReplyHeader
{
    public uint Length;
    public int Error;
    public ulong Unique;
}
