using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_in_header.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal readonly struct RequestHeader
{
    public readonly uint Length;
    public readonly Opcode Opcode;
    public readonly ulong Unique;
    public readonly ulong Node;
    public readonly uint User;
    public readonly uint Group;
    public readonly uint Process;
    public readonly uint Extension;
}
