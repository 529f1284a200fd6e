using System.Buffers;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>The nine bytes before every HTTP/2 frame, as far as headers are concerned.</summary>
internal readonly record struct FrameHeader(int Length, byte Type, byte Flags, int Stream)
{
    public const int Size = 9;
    public const byte Headers = 1;
    public const byte Continuation = 9;

    private const byte EndHeadersFlag = 0x4;
    private const byte PaddedFlag = 0x8;
    private const byte PriorityFlag = 0x20;

    public bool EndsHeaders => (Flags & EndHeadersFlag) != 0;

    public bool IsPadded => Type == Headers && (Flags & PaddedFlag) != 0;

    public int PriorityLength => Type == Headers && (Flags & PriorityFlag) != 0 ? 5 : 0;

    public static bool TryRead(in ReadOnlySequence<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Size)
            return false;

        if (bytes.FirstSpan.Length >= Size)
        {
            header = Read(bytes.FirstSpan);
            return true;
        }
        Span<byte> copy = stackalloc byte[Size];
        bytes.Slice(0, Size).CopyTo(copy);
        header = Read(copy);
        return true;
    }

    private static FrameHeader Read(ReadOnlySpan<byte> head)
    {
        var stream = ((head[5] & 0x7F) << 24) | (head[6] << 16) | (head[7] << 8) | head[8];
        return new FrameHeader((head[0] << 16) | (head[1] << 8) | head[2], head[3], head[4], stream);
    }
}
