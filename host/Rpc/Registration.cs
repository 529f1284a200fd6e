namespace CsiHost.Rpc;

/// <summary>What a driver tells the kubelet about itself.</summary>
internal sealed record Registration
{
    public required string DriverName { get; init; }

    /// <summary>The driver's socket as the kubelet sees it, on the node.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The kubelet takes the highest; its major number must be 1.</summary>
    public IReadOnlyList<string> Versions { get; init; } = ["1.0.0"];
}
