namespace CsiHost.Rpc.Wire.Http2;

/// <summary>
/// Goes over a header block and replaces an <c>:authority</c> that is no host name. Clients that dial a socket send its path there, plain or
/// escaped, and Kestrel resets such streams. Nobody reads the value, so any host name will do: it is written over the old one, byte for byte, in a
/// form that takes the same room, and no frame, block or string changes its length.
/// <para>
/// The decoder's table keeps step with the encoder's: an entry it stores may be shorter than the encoder's, never longer, so it holds at
/// least what the encoder still refers to.
/// </para>
/// </summary>
internal sealed class AuthorityRewriter
{
    /// <summary>Each entry counts at least 32 bytes, so the table has at most 128 of them.</summary>
    public const int HeaderTableSize = 4096;

    private const int StaticEntries = 61;
    private const int StaticAuthority = 1;

    // Bit n is set when the n-th newest entry of the dynamic table is an authority: its name can be used again by index. Two words, since
    // methods that touch a UInt128 are not compiled ahead of time.
    private ulong _newer;
    private ulong _older;

    /// <summary>False when the block is broken; the server will close the connection.</summary>
    public bool Rewrite(Span<byte> block)
    {
        var cursor = new HpackCursor(block);
        while (!cursor.AtEnd)
        {
            if (!Field(ref cursor))
                return false;
        }
        return true;
    }

    private bool Field(ref HpackCursor cursor)
    {
        var form = cursor.Peek();
        if ((form & 0x80) != 0)
            return cursor.TryInteger(7, out _);
        if ((form & 0xE0) == 0x20)
            return cursor.TryInteger(5, out _);

        var isStored = (form & 0x40) != 0;
        if (!cursor.TryInteger(isStored ? 6 : 4, out var index) || !TryName(ref cursor, index, out var isAuthority))
            return false;
        if (!cursor.TryString(out var value, out var isHuffman))
            return false;
        if (isAuthority && !AuthorityValue.IsHostName(value, isHuffman))
            AuthorityValue.Overwrite(value, isHuffman);
        if (isStored)
            Store(isAuthority);
        return true;
    }

    private void Store(bool isAuthority)
    {
        _older = (_older << 1) | (_newer >> 63);
        _newer = (_newer << 1) | (isAuthority ? 1u : 0u);
    }

    private bool TryName(ref HpackCursor cursor, int index, out bool isAuthority)
    {
        isAuthority = index == StaticAuthority || (index > StaticEntries && IsDynamicAuthority(index - StaticEntries - 1));
        if (index > 0)
            return true;
        if (!cursor.TryString(out var name, out var isHuffman))
            return false;
        isAuthority = AuthorityValue.IsName(name, isHuffman);
        return true;
    }

    private bool IsDynamicAuthority(int age)
    {
        if (age >= 128)
            return false;
        return age < 64 ? ((_newer >> age) & 1) != 0 : ((_older >> (age - 64)) & 1) != 0;
    }
}
