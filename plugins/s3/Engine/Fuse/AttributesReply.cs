using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_attr_out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 104)]
internal struct AttributesReply
{
    public ulong Seconds;
    public uint Nanoseconds;
    public uint Padding;
    public Attributes Attributes;

    public void SetValidity(TimeSpan validity)
    {
        Seconds = (ulong)validity.TotalSeconds;
        Nanoseconds = (uint)(validity.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }
}
