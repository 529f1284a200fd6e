namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The last bytes of what was written, up to a capacity.</summary>
internal sealed class OutputTail(int capacity)
{
    private byte[] _kept = [];

    /// <summary>What is kept, from the oldest byte.</summary>
    public ReadOnlySpan<byte> Bytes => _kept;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > capacity)
            bytes = bytes[^capacity..];
        var old = Math.Min(_kept.Length, capacity - bytes.Length);
        var next = new byte[old + bytes.Length];
        _kept.AsSpan(_kept.Length - old).CopyTo(next);
        bytes.CopyTo(next.AsSpan(old));
        _kept = next;
    }
}
