namespace CsiHost.Rpc.Wire;

/// <summary>A socket that cannot be served; the message names the path and is for the operator.</summary>
internal sealed class WireSocketException(string message, Exception? inner = null) : IOException(message, inner);
