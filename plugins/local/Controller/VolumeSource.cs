using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>
/// An entry to copy from. Nothing locks it: several copies may run at a time, and a deletion need not wait for them. A copy whose source was
/// deleted meanwhile is incomplete, so it is given up at the end.
/// </summary>
/// <param name="SizeBytes">The least size of the copy.</param>
/// <param name="DataPath">What to copy.</param>
/// <param name="IsStillThere">Whether the entry that was found is there, and not another of its name.</param>
internal sealed record VolumeSource(long SizeBytes, string DataPath, Func<bool> IsStillThere)
{
    public static VolumeSource? Find(EntryStore<VolumeRecord> volumes, string id) =>
        volumes.Find(id) is not { } found
            ? null
            : new VolumeSource(found.CapacityBytes, volumes.DataPath(id), () => volumes.Find(id)?.Instance == found.Instance);

    public static VolumeSource? Find(EntryStore<SnapshotRecord> snapshots, string id) =>
        snapshots.Find(id) is not { } found
            ? null
            : new VolumeSource(found.SizeBytes, snapshots.DataPath(id), () => snapshots.Find(id)?.Instance == found.Instance);

    public void CopyTo(EntryDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            draft.CopyFrom(DataPath, cancellationToken);
        }
        catch (IOException) when (!IsStillThere())
        {
            throw Gone();
        }

        if (!IsStillThere())
            throw Gone();
    }

    private static CsiException Gone() => CsiErrors.NotFound("the content source was deleted while it was copied");
}
