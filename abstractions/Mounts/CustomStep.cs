namespace CsiHost.Abstractions.Mounts;

/// <summary>A plugin's own effect, carried out by the plugin's <see cref="IMountStepHandler"/> of the same kind.</summary>
public sealed record CustomStep : MountStep
{
    /// <summary>The handler's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What the handler needs to apply, recover and revert. Recorded: no secrets.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}
