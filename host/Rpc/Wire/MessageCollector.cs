using System.Buffers;

namespace CsiHost.Rpc.Wire;

/// <summary>Gathers a message that comes in pieces. It grows with what has come, never with what was announced.</summary>
internal sealed class MessageCollector(int length) : IDisposable
{
    private const int FirstSize = 32 * 1024;

    private byte[] _store = ArrayPool<byte>.Shared.Rent(Math.Min(length, FirstSize));
    private int _count;

    public bool IsFull => _count == length;

    public ReadOnlySequence<byte> Bytes => new(_store, 0, _count);

    /// <summary>Takes what still belongs to the message and returns where that ends.</summary>
    public SequencePosition Add(in ReadOnlySequence<byte> bytes)
    {
        var piece = bytes.Slice(0, Math.Min(bytes.Length, length - _count));
        Reserve(_count + (int)piece.Length);
        piece.CopyTo(_store.AsSpan(_count));
        _count += (int)piece.Length;
        return piece.End;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_store);
        _store = [];
    }

    private void Reserve(int size)
    {
        if (size <= _store.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, Math.Min(length, _store.Length * 2)));
        _store.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_store);
        _store = larger;
    }
}
