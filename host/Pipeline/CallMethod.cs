namespace CsiHost.Pipeline;

/// <summary>What every step knows about a method without its message types.</summary>
internal abstract class CallMethod
{
    /// <summary>The RPC's name, for example <c>NodePublishVolume</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The service's full name, for example <c>csi.v1.Node</c>.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// The answer is at hand and no backend is asked. Such calls come every few seconds from every sidecar, so limits, locks, scopes and
    /// timers stay away from them.
    /// </summary>
    public bool IsLight { get; init; }

    /// <summary>Why the driver does not offer the method here; null when it does.</summary>
    public string? Missing { get; init; }

    /// <summary>What the call is about, for logs: a volume id or a name.</summary>
    public abstract string SubjectOf(object request);

    /// <summary>The values in the request that no log and no message may show.</summary>
    public abstract IEnumerable<string> SecretsOf(object request);

    /// <summary>The request as text without secrets.</summary>
    public abstract string Describe(object request);
}
