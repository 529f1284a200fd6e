namespace CsiHost.Mounts.Records;

/// <summary>What a publish or stage call means, given what is recorded.</summary>
internal enum PublishDecision
{
    /// <summary>Nothing is there: apply the plan.</summary>
    Apply,

    /// <summary>The same is there: refresh it if it is healthy, otherwise make it anew.</summary>
    Repeat,

    /// <summary>An earlier call stopped half-way: take its effects back, then apply.</summary>
    FinishRevert,
}
