using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Native;

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector(void* start, int length)
{
    public void* Start = start;
    public nint Length = length;
}
