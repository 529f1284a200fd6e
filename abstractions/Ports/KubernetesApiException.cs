namespace CsiHost.Abstractions.Ports;

/// <summary>The API server refused a request, or gave no answer that can be used.</summary>
/// <param name="statusCode">The HTTP status, for example 409; 0 when no answer came.</param>
/// <param name="reason">The status object's reason, for example <c>Conflict</c>.</param>
/// <param name="message">A sentence that names the request.</param>
public sealed class KubernetesApiException(int statusCode, string reason, string message) : Exception(message)
{
    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>The reason; may be empty.</summary>
    public string Reason { get; } = reason;
}
