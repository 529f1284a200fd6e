using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Fuse;

/// <summary>The answer of an operation that failed: the number for the program, and a sentence for the log when it is more than ordinary life.</summary>
internal sealed class FuseException(Errno error, string message = "", Exception? cause = null) : Exception(message, cause)
{
    public Errno Error { get; } = error;

    /// <summary>Ordinary answers (no such file, not permitted) are no news for the log.</summary>
    public bool IsNews => Message.Length > 0;
}
