namespace CsiHost.Mounts.Records;

/// <summary>
/// How far a plan is. Applying is written before the first effect, Applied after the outcome is confirmed, Reverting before the first effect
/// is taken back; the record goes last. So whatever is mounted has a record, and a start knows from it what to do.
/// </summary>
internal enum RecordState
{
    Applying,
    Applied,
    Reverting,
}
