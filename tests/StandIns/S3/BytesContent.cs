namespace CsiHost.StandIns.S3;

/// <summary>Bytes that somebody sent, in the pieces that they came in.</summary>
public sealed class BytesContent(params byte[][] pieces) : IObjectContent
{
    public long Length { get; } = pieces.Sum(piece => (long)piece.Length);

    public IReadOnlyList<byte[]> Pieces => pieces;

    public void Read(long offset, Span<byte> target)
    {
        foreach (var piece in pieces)
        {
            if (offset < piece.Length && target.Length > 0)
            {
                var count = (int)Math.Min(piece.Length - offset, target.Length);
                piece.AsSpan((int)offset, count).CopyTo(target);
                target = target[count..];
                offset += count;
            }
            offset -= piece.Length;
        }
    }
}
