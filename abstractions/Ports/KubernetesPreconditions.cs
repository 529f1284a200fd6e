namespace CsiHost.Abstractions.Ports;

/// <summary>What must still hold for a deletion.</summary>
public sealed record KubernetesPreconditions
{
    /// <summary>No condition.</summary>
    public static KubernetesPreconditions None { get; } = new();

    /// <summary>The object's uid; empty means any.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The object's resourceVersion; empty means any.</summary>
    public string ResourceVersion { get; init; } = "";
}
