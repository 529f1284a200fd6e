using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_open_out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct OpenReply
{
    public ulong Handle;
    public OpenReplyFlags Flags;
    public uint Backing;
}
