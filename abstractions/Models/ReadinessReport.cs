namespace CsiHost.Abstractions.Models;

/// <summary>Whether a backend can serve.</summary>
public sealed record ReadinessReport
{
    /// <summary>Ready to serve.</summary>
    public static ReadinessReport Ready { get; } = new() { State = ReadinessState.Ready };

    /// <summary>The state.</summary>
    public required ReadinessState State { get; init; }

    /// <summary>Why not, in a sentence; empty when ready.</summary>
    public string Reason { get; init; } = "";
}
