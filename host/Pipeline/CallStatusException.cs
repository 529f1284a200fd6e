namespace CsiHost.Pipeline;

/// <summary>
/// A call that ends in a status other than OK. The message goes to the caller as it is, so it holds no secret;
/// the inner exception stays here.
/// </summary>
internal sealed class CallStatusException(StatusCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public StatusCode Code { get; } = code;
}
