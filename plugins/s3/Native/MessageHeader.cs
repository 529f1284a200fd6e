using System.Runtime.InteropServices;

namespace CsiHost.Plugins.S3.Native;

/// <summary><c>struct msghdr</c> with its one <c>struct iovec</c> elsewhere.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public DataBlock* Blocks;
    public nuint BlockCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
