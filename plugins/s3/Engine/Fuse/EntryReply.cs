using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>struct fuse_entry_out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct EntryReply
{
    public ulong Node;
    public ulong Generation;
    public ulong EntrySeconds;
    public ulong AttributeSeconds;
    public uint EntryNanoseconds;
    public uint AttributeNanoseconds;
    public Attributes Attributes;

    /// <summary>How long the kernel may answer from its own memory.</summary>
    public void SetValidity(TimeSpan validity)
    {
        EntrySeconds = AttributeSeconds = (ulong)validity.TotalSeconds;
        EntryNanoseconds = AttributeNanoseconds = (uint)(validity.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }
}
