using System.Runtime.InteropServices;

namespace CsiHost.Plugins.S3.Native;

/// <summary><c>struct iovec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DataBlock
{
    public void* Base;
    public nuint Length;
}
