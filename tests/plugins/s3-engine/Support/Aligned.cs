using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>A buffer on a page, as reads past the page cache want it. Tests are short: it is never freed.</summary>
internal static unsafe class Aligned
{
    public static Buffer Bytes(int length) => new((byte*)NativeMemory.AlignedAlloc((nuint)length, 4096), length);

    internal readonly struct Buffer(byte* start, int length)
    {
        public int Length => length;
        public Span<byte> Span => new(start, length);
    }
}
