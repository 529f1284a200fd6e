namespace CsiHost.S3Engine.Fuse;

/// <summary>The flags of open(2) that matter here; x86-64 and arm64 differ in O_DIRECT.</summary>
internal static class OpenFlags
{
    public const uint AccessMask = 3;
    public const uint WriteOnly = 1;
    public const uint ReadWrite = 2;
    public const uint Exclusive = 0x80;
    public const uint Truncate = 0x200;
    public const uint Append = 0x400;
    public const uint DataSync = 0x1000;
    public const uint Sync = 0x101000;

    public static uint Direct { get; } =
        System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 0x10000u : 0x4000u;
}
