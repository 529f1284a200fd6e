namespace CsiHost.Mounts.Records;

/// <summary>What a path is to a volume.</summary>
internal enum RecordKind
{
    Publish,
    Stage,
}
