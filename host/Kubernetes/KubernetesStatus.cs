namespace CsiHost.Kubernetes;

/// <summary>The API server's account of a refusal.</summary>
internal sealed record KubernetesStatus
{
    public string? Message { get; init; }

    public string? Reason { get; init; }

    public int Code { get; init; }
}
