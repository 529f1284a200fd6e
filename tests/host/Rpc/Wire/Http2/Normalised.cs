using System.Buffers;
using System.IO.Pipelines;
using CsiHost.Rpc.Wire.Http2;

namespace CsiHost.Tests.Rpc.Wire.Http2;

/// <summary>What the server gets to see of what a client sent.</summary>
internal static class Normalised
{
    public static byte[] Preface { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];

    /// <summary>Sends the bytes in pieces and reads after each, as a server does that is faster than its client.</summary>
    public static byte[] Read(byte[] sent, int piece)
    {
        // One byte more than a piece: segments then end in the middle of everything.
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: Math.Max(piece, 16) + 1, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var sut = new NormalisingReader(pipe.Reader);
        var seen = new ArrayBufferWriter<byte>();
        for (var at = 0; at < sent.Length; at += piece)
        {
            pipe.Writer.Write(sent.AsSpan(at, Math.Min(piece, sent.Length - at)));
            pipe.Writer.FlushAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
            Drain(sut, seen);
        }
        pipe.Writer.Complete();
        Drain(sut, seen);
        return seen.WrittenSpan.ToArray();
    }

    private static void Drain(NormalisingReader sut, ArrayBufferWriter<byte> seen)
    {
        while (sut.TryRead(out var read))
        {
            foreach (var memory in read.Buffer)
                seen.Write(memory.Span);
            sut.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
