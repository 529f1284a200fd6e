using System.Runtime.InteropServices;

namespace CsiHost.Native;

/// <summary>struct pollfd. A negative descriptor is skipped by the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    public const short In = 1;

    public int Descriptor;
    public short Events;
    public short ReturnedEvents;
}
