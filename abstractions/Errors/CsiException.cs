namespace CsiHost.Abstractions.Errors;

/// <summary>
/// The one exception a backend throws on purpose. The message reaches the caller, so it names the field and the fix and holds no secret;
/// the inner exception goes to the log only.
/// </summary>
public sealed class CsiException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="kind">The kind, which decides the gRPC code.</param>
    /// <param name="message">A non-empty sentence for the caller.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public CsiException(CsiErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        Kind = kind;
    }

    /// <summary>The kind.</summary>
    public CsiErrorKind Kind { get; }
}
