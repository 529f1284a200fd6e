namespace CsiHost.Abstractions.Models;

/// <summary>
/// The pod a volume is published for, as kubelet tells it in the volume context (<c>csi.storage.k8s.io/*</c>) when the CSIDriver object
/// asks for it. Fields are empty when kubelet did not send them.
/// </summary>
public sealed record Workload
{
    /// <summary>The pod's name.</summary>
    public string PodName { get; init; } = "";

    /// <summary>The pod's namespace.</summary>
    public string PodNamespace { get; init; } = "";

    /// <summary>The pod's uid.</summary>
    public string PodUid { get; init; } = "";

    /// <summary>The pod's service account.</summary>
    public string ServiceAccountName { get; init; } = "";

    /// <summary>Whether the volume is an inline ephemeral one.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Tokens by audience, from either place kubelet puts them (volume context or secrets).</summary>
    public IReadOnlyDictionary<string, ServiceAccountToken> Tokens { get; init; } = new Dictionary<string, ServiceAccountToken>();
}
