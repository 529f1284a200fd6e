namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>What is to be done in a unit.</summary>
internal sealed record UnitPlan
{
    /// <summary>In this order; each stands by itself, so one that fails does not stop the others.</summary>
    public IReadOnlyList<AttachmentPlan> Attachments { get; init; } = [];

    /// <summary>Mountpoint Pods that no attachment names and that are told to end.</summary>
    public IReadOnlyList<string> Retire { get; init; } = [];

    /// <summary>Mountpoint Pods that no attachment names and that are through, by name, with the uid.</summary>
    public IReadOnlyList<PodReference> Delete { get; init; } = [];

    /// <summary>What stands in the way; each names what an operator has to look at.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>When to look again although nothing changed.</summary>
    public TimeSpan? LookAgain { get; init; }
}
