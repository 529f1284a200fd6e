namespace CsiHost.S3Engine.Resume;

/// <summary>A file that was open for writing when the former process died: bytes that it had taken are gone, so every use of it is an error.</summary>
internal sealed class LostHandle
{
    public static readonly LostHandle Instance = new();
}
