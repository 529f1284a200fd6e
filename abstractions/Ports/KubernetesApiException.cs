namespace CsiHost.Abstractions.Ports;

/// <summary>The API server refused a request.</summary>
/// <param name="statusCode">The HTTP status, for example 409.</param>
/// <param name="reason">The status object's reason, for example <c>Conflict</c>.</param>
/// <param name="message">A sentence that names the request.</param>
public sealed class KubernetesApiException(int statusCode, string reason, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>The reason; may be empty.</summary>
    public string Reason { get; } = reason;
}
