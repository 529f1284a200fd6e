using System.Buffers;
using System.Buffers.Binary;

namespace CsiHost.Plugins.Local.Native;

/// <summary>Reads the names in a folder, in the kernel's order and in pieces, so that a folder of millions of files needs no memory.</summary>
internal sealed class FolderEntries(Folder folder) : IDisposable
{
    private const int LengthOffset = 16;
    private const int NameOffset = 19;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _position;
    private int _length;

    /// <summary>The next name with its zero byte; false at the end. The name is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> name)
    {
        do
        {
            if (_position == _length && !Fill())
            {
                name = default;
                return false;
            }

            var record = _buffer.AsSpan(_position);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(record[LengthOffset..]);
            var text = record[NameOffset..length];
            name = text[..(text.IndexOf((byte)0) + 1)];
            _position += length;
        }
        while (name.SequenceEqual(".\0"u8) || name.SequenceEqual("..\0"u8));

        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool Fill()
    {
        var read = Libc.GetEntries(folder.Handle, _buffer, (nuint)_buffer.Length);
        if (read < 0)
            throw Errno.Last("list a folder");
        _position = 0;
        _length = (int)read;
        return read > 0;
    }
}
