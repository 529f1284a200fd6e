using System.Buffers;
using System.Buffers.Binary;

namespace CsiHost.Rpc.Wire;

/// <summary>The five bytes before every message: a compression flag and a length.</summary>
internal readonly record struct MessagePrefix(byte Flag, uint Length)
{
    public const int Size = 5;

    public bool IsCompressed => Flag == 1;

    public static bool TryRead(in ReadOnlySequence<byte> bytes, out MessagePrefix prefix)
    {
        prefix = default;
        if (bytes.Length < Size)
            return false;

        Span<byte> head = stackalloc byte[Size];
        bytes.Slice(0, Size).CopyTo(head);
        prefix = new MessagePrefix(head[0], BinaryPrimitives.ReadUInt32BigEndian(head[1..]));
        return true;
    }

    /// <summary>Writes the prefix of a plain message.</summary>
    public static void Write(Span<byte> target, int length)
    {
        target[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
    }
}
