using System.Buffers.Binary;

namespace CsiHost.StandIns.S3;

/// <summary>Bytes that follow from their place: an object of any size that takes no memory. Each aligned eight bytes hold their offset, mixed with a seed.</summary>
public sealed class PatternContent(long length, ulong seed = 1) : IObjectContent
{
    public long Length => length;

    public static byte At(long offset, ulong seed = 1) => (byte)(Word(offset & ~7L, seed) >> (int)((offset & 7) * 8));

    public void Read(long offset, Span<byte> target)
    {
        while (target.Length > 0 && (offset & 7) != 0)
        {
            target[0] = At(offset++, seed);
            target = target[1..];
        }
        for (; target.Length >= 8; target = target[8..], offset += 8)
            BinaryPrimitives.WriteUInt64LittleEndian(target, Word(offset, seed));
        for (var i = 0; i < target.Length; i++)
            target[i] = At(offset + i, seed);
    }

    private static ulong Word(long offset, ulong seed) => ((ulong)offset + seed) * 0x9E3779B97F4A7C15;
}
