using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Memory;

/// <summary>
/// Maps blocks and keeps a few unused ones for the next taker. It never refuses: <see cref="MemoryBudget"/> decides who may ask.
/// </summary>
internal sealed unsafe class BlockPool(int kept = 256)
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private readonly Lock _gate = new();
    private readonly Stack<Block> _unused = new();
    private int _mapped;

    /// <summary>Bytes mapped from the system, used or not.</summary>
    public long MappedBytes => (long)Volatile.Read(ref _mapped) * Block.Size;

    public Block Take()
    {
        lock (_gate)
        {
            if (_unused.TryPop(out var block))
                return block;
        }
        var address = Libc.Map(0, Block.Size, ReadWrite, PrivateAnonymous, -1, 0);
        if (address == -1)
            throw LastError.As("the system has no memory for another block");
        Interlocked.Increment(ref _mapped);
        return new Block((byte*)address);
    }

    public void Give(Block block)
    {
        lock (_gate)
        {
            if (_unused.Count < kept)
            {
                _unused.Push(block);
                return;
            }
        }
        Unmap(block);
    }

    /// <summary>Gives unused memory back to the system; called when nothing happens.</summary>
    public void Trim(int keep)
    {
        while (true)
        {
            Block? block;
            lock (_gate)
            {
                if (_unused.Count <= keep || !_unused.TryPop(out block))
                    return;
            }
            Unmap(block);
        }
    }

    private void Unmap(Block block)
    {
        _ = Libc.Unmap((nint)block.Start, Block.Size);
        Interlocked.Decrement(ref _mapped);
    }
}
