using System.Runtime.InteropServices;

namespace CsiHost.Native;

/// <summary><c>struct mount_attr</c> of mount_setattr(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MountAttributes
{
    public ulong Set;
    public ulong Clear;
    public ulong Propagation;
    public ulong UserNamespace;
}
