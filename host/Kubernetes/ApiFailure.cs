using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>One attempt that failed. It never leaves this room: it is repeated, or becomes a <see cref="KubernetesApiException"/>.</summary>
internal sealed class ApiFailure(string reason, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public const string BadResponse = "BadResponse";
    public const string ConnectionLost = "ConnectionLost";
    public const string NoToken = "NoToken";
    public const string Untrusted = "Untrusted";

    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public int StatusCode { get; init; }

    /// <summary>The status object's reason, or one of the constants.</summary>
    public string Reason { get; } = reason;

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server may have acted on the request.</summary>
    public bool MayHaveActed { get; init; } = true;

    /// <summary>
    /// Whether the same request may succeed later and may be sent again: one that must not take effect twice (POST, PATCH) only when it
    /// had no effect yet.
    /// </summary>
    public bool IsPassing(bool repeatable) => StatusCode switch
    {
        0 => Reason == ConnectionLost && (repeatable || !MayHaveActed),
        429 => true,
        >= 500 => repeatable,
        _ => false,
    };

    public KubernetesApiException ToPublic() => new(StatusCode, Reason, Message);
}
