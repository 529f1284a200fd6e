using System.Runtime.CompilerServices;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Fuse;

/// <summary>Writes answers to the device, one system call each; any thread may.</summary>
internal sealed unsafe class Replies(int device)
{
    public const int MaxVectors = 32;

    public void Error(ulong unique, Errno error)
    {
        var header = new ReplyHeader { Length = (uint)sizeof(ReplyHeader), Error = -(int)error, Unique = unique };
        _ = Libc.Write(device, (byte*)&header, sizeof(ReplyHeader));
    }

    public void Done(ulong unique) => Error(unique, Errno.None);

    public void Send<T>(ulong unique, in T body) where T : unmanaged
    {
        var copy = body;
        Send(unique, new ReadOnlySpan<byte>(&copy, sizeof(T)));
    }

    public void Send(ulong unique, ReadOnlySpan<byte> body)
    {
        fixed (byte* start = body)
        {
            var vector = new IoVector(start, body.Length);
            Send(unique, new Span<IoVector>(ref vector), body.Length);
        }
    }

    /// <summary>Answers from pieces of memory that the kernel copies before the call returns.</summary>
    public void Send(ulong unique, ReadOnlySpan<IoVector> pieces, int length)
    {
        var header = new ReplyHeader { Length = (uint)(sizeof(ReplyHeader) + length), Unique = unique };
        var vectors = stackalloc IoVector[MaxVectors + 1];
        vectors[0] = new IoVector(&header, sizeof(ReplyHeader));
        pieces.CopyTo(new Span<IoVector>(vectors + 1, MaxVectors));
        // ENOENT: the request was aborted meanwhile; ENODEV: unmounted, which the readers notice too. Neither concerns the answer's author.
        _ = Libc.WriteVector(device, vectors, pieces.Length + 1);
    }

    /// <summary>A message to the kernel that answers no request; the code stands in the error's place. False: this kernel does not know it.</summary>
    public bool Notify(int code)
    {
        var header = new ReplyHeader { Length = (uint)Unsafe.SizeOf<ReplyHeader>(), Error = code };
        return Libc.Write(device, (byte*)&header, sizeof(ReplyHeader)) >= 0;
    }
}
