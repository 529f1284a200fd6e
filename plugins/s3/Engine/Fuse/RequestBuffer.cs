using System.Buffers;
using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>What a reader thread reads one request into. It passes to a write that has to wait for memory; the thread then takes another.</summary>
internal sealed unsafe class RequestBuffer : MemoryManager<byte>
{
    /// <summary>The largest write with its headers, in whole pages.</summary>
    public const int Size = FuseSession.MaxWrite + 4096;

    private const int WriteHeaders = 80;

    public byte* Start { get; } = (byte*)NativeMemory.AlignedAlloc(Size, 4096);

    public ReadOnlySpan<byte> Message(int length) => new(Start, length);

    /// <summary>The bytes of a WRITE.</summary>
    public ReadOnlyMemory<byte> Data(int length) => Memory.Slice(WriteHeaders, length);

    public override Span<byte> GetSpan() => new(Start, Size);

    public override MemoryHandle Pin(int elementIndex = 0) => new(Start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
