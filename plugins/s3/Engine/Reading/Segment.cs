using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Reading;

/// <summary>
/// One ranged GET and its bytes: blocks that fill from the front and are given back from the front. All but the block being received into is guarded by
/// the reader's lock.
/// </summary>
internal sealed class Segment(long start, int length)
{
    private readonly Block?[] _blocks = new Block?[(length + Block.Size - 1) / Block.Size];

    public long Start => start;
    public int Length => length;
    public long End => start + length;
    public int BlockCount => _blocks.Length;

    /// <summary>Bytes received.</summary>
    public int Filled { get; set; }

    /// <summary>Leading blocks given back.</summary>
    public int Released { get; set; }

    public long AvailableFrom => start + ((long)Released * Block.Size);
    public long AvailableTo => start + Filled;
    public bool IsRunning { get; set; } = true;
    public bool HasMemory { get; set; }

    /// <summary>Nobody wants the rest: the transfer ends at its next step and gives everything back.</summary>
    public bool IsAbandoned { get; set; }

    public Errno Error { get; set; }

    public Block? this[int index]
    {
        get => _blocks[index];
        set => _blocks[index] = value;
    }
}
