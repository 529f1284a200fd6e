namespace CsiHost.Pipeline.Validation;

/// <summary>What a volume is made from: a snapshot or a volume, by its id.</summary>
internal sealed class SourceRule<TRequest>(string field, Func<TRequest, SourceView> get) : FieldRule<TRequest>(field, isRequired: false)
{
    private const int MaxBytes = 128;

    public override Violation? Find(TRequest request, RuleContext context) => get(request) switch
    {
        { IsPresent: false } => null,
        { SnapshotId: { } id } => TextRule<TRequest>.Find(Field + ".snapshot.snapshot_id", id, true, MaxBytes, TextKind.Id),
        { VolumeId: { } id } => TextRule<TRequest>.Find(Field + ".volume.volume_id", id, true, MaxBytes, TextKind.Id),
        _ => Violation.Of(Field + ".type", "is required: set snapshot or volume"),
    };
}
