namespace CsiHost.Abstractions.Mounts;

/// <summary>
/// What should be mounted for one target or staging path, as data. The host applies the steps in order, confirms the outcome in the mount
/// table, records the plan, and reverts it in reverse order on failure or on the opposite call - also after a restart, from the record.
/// So a plan holds everything a revert needs, and never a secret.
/// </summary>
public sealed record MountPlan
{
    /// <summary>
    /// A text that is equal for two plans exactly when the mount need not change, for example <c>efs|fs-1|/path|tls</c>. A repeated call with
    /// an equal identity refreshes; a different one is ALREADY_EXISTS. Leave out whatever may change while mounted, such as tokens.
    /// An adopted mount whose options nobody knows has an empty identity, which equals any.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>The steps. A publish plan's steps must leave something mounted at the target path; a stage plan's may be empty.</summary>
    public required IReadOnlyList<MountStep> Steps { get; init; }
}
