using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Fuse;

/// <summary>One request as it lies in the buffer that the device was read into.</summary>
internal readonly ref struct RequestReader(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding Strict = new(false, true);

    private readonly ReadOnlySpan<byte> _message = message;

    public ref readonly RequestHeader Header => ref MemoryMarshal.AsRef<RequestHeader>(_message);

    public ReadOnlySpan<byte> Body => _message[Unsafe.SizeOf<RequestHeader>()..];

    public T Read<T>(int offset = 0) where T : unmanaged => MemoryMarshal.Read<T>(Body[offset..]);

    /// <summary>The zero-terminated name at an offset of the body. A name that is not UTF-8 cannot be a key.</summary>
    public string Name(int offset)
    {
        var bytes = NameBytes(offset);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FuseException(Errno.Invalid);
        }
    }

    public (string First, string Second) Names(int offset) => (Name(offset), Name(offset + NameBytes(offset).Length + 1));

    private ReadOnlySpan<byte> NameBytes(int offset)
    {
        var rest = Body[offset..];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }
}
