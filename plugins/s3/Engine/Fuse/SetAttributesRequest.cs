using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_setattr_in.</summary>
[StructLayout(LayoutKind.Sequential, Size = 88)]
internal readonly struct SetAttributesRequest
{
    public readonly SetAttributesMask Valid;
    public readonly uint Padding;
    public readonly ulong Handle;
    public readonly ulong Size;
    public readonly ulong LockOwner;
    public readonly ulong AccessTime;
    public readonly ulong ModifyTime;
    public readonly ulong ChangeTime;
    public readonly uint AccessNanoseconds;
    public readonly uint ModifyNanoseconds;
}
