using System.Buffers;

namespace CsiHost.S3Engine.Memory;

/// <summary>A page-aligned piece of native memory of the pool's one size. It is a <see cref="Memory{T}"/> too, so that sockets read straight into it.</summary>
internal sealed unsafe class Block(byte* start) : MemoryManager<byte>
{
    public const int Size = 256 * 1024;

    public byte* Start { get; } = start;

    public override Span<byte> GetSpan() => new(Start, Size);

    public override MemoryHandle Pin(int elementIndex = 0) => new(Start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
