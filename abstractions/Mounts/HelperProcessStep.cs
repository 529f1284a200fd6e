using CsiHost.Abstractions.Ports;

namespace CsiHost.Abstractions.Mounts;

/// <summary>A helper process that must run while the plan is in effect. Reverting stops it.</summary>
public sealed record HelperProcessStep : MountStep
{
    /// <summary>What to run. The specification is recorded, so its environment holds no secret: pass secrets by file.</summary>
    public required HelperProcess Helper { get; init; }
}
