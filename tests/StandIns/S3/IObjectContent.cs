namespace CsiHost.StandIns.S3;

/// <summary>An object's bytes.</summary>
public interface IObjectContent
{
    long Length { get; }

    /// <summary>Copies the bytes from this offset.</summary>
    void Read(long offset, Span<byte> target);
}
