namespace CsiHost.Pipeline.Results;

/// <summary>A backend broke the contract. The caller sees INTERNAL; the log names what was wrong.</summary>
internal sealed class BackendFaultException(string message) : Exception(message);
