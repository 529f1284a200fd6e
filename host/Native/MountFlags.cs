namespace CsiHost.Native;

/// <summary>The flags of mount(2).</summary>
[Flags]
internal enum MountFlags : ulong
{
    None = 0,
    ReadOnly = 1,
    NoSuid = 1 << 1,
    NoDev = 1 << 2,
    NoExec = 1 << 3,
    Synchronous = 1 << 4,
    Remount = 1 << 5,
    Mandatory = 1 << 6,
    DirSync = 1 << 7,
    NoSymFollow = 1 << 8,
    NoAtime = 1 << 10,
    NoDirAtime = 1 << 11,
    Bind = 1 << 12,
    Recursive = 1 << 14,
    Silent = 1 << 15,
    RelAtime = 1 << 21,
    IVersion = 1 << 23,
    StrictAtime = 1 << 24,
    LazyTime = 1 << 25,
}
