using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_init_in, without its unused tail.</summary>
[StructLayout(LayoutKind.Sequential, Size = 20)]
internal readonly struct InitRequest
{
    public readonly uint Major;
    public readonly uint Minor;
    public readonly uint MaxReadahead;
    public readonly uint Flags;
    public readonly uint Flags2;
}
