namespace CsiHost.Native;

/// <summary>The flags of umount2(2).</summary>
[Flags]
internal enum UnmountFlags
{
    None = 0,
    Force = 1,
    Detach = 2,
    NoFollow = 8,
}
