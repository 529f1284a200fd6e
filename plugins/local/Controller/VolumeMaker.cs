using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Local.Node;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>
/// What the three ways to make a volume share. A create call is repeated until it succeeds, so the first question is always whether the
/// volume is there already, and whether it is the one that is asked for.
/// </summary>
internal sealed class VolumeMaker(LocalStore store, VolumeSizes sizes, ThisNode node, TimeProvider time)
{
    /// <summary>What a volume without <c>directoryMode</c> gets: every workload may write, and nobody reaches it outside of a mount.</summary>
    private const uint DefaultMode = 0x1FF; // 0777

    /// <param name="request">What to make.</param>
    /// <param name="findSource">Looks the source up; null for an empty volume. Not called when the volume exists: the source may be gone by then.</param>
    /// <param name="origin">The source's id, as it is recorded.</param>
    /// <param name="cancellationToken">The deadline.</param>
    public async ValueTask<Volume> MakeAsync(
        CreateVolumeRequest request, Func<VolumeSource>? findSource, VolumeOrigin origin, CancellationToken cancellationToken)
    {
        var merged = VolumeParameters.Merge(request.Parameters, request.MutableParameters);
        _ = VolumeParameters.Parse(request.MutableParameters, VolumeParameters.MutableKeys, "mutable_parameters");
        var parameters = VolumeParameters.Parse(merged, VolumeParameters.Keys, "parameters");
        node.CheckReachable(request.Topology);

        var id = store.Volumes.IdOf(request.Name);
        if (store.Volumes.Find(id) is { } existing)
            return Match(existing, request, merged, origin);

        var source = findSource?.Invoke();
        var record = new VolumeRecord
        {
            Id = id,
            Name = request.Name,
            Instance = Guid.NewGuid(),
            CapacityBytes = sizes.Choose(request.Capacity, source?.SizeBytes ?? 0),
            CreatedAt = time.GetUtcNow(),
            Parameters = merged,
            SourceVolume = origin.Volume,
            SourceSnapshot = origin.Snapshot,
        };
        var added = await store.Volumes.TryAddAsync(record, draft => Fill(draft, source, parameters, cancellationToken), cancellationToken);
        return added ? Describe(record) : Match(store.Volumes.Find(id) ?? throw CsiErrors.OperationPending($"volume {id}"), request, merged, origin);
    }

    public Volume Describe(VolumeRecord record) => new()
    {
        Id = new VolumeId(record.Id),
        CapacityBytes = record.CapacityBytes,
        AccessibleTopology = [node.Segments],
        SourceVolume = record.SourceVolume is { } volume ? new VolumeId(volume) : null,
        SourceSnapshot = record.SourceSnapshot is { } snapshot ? new SnapshotId(snapshot) : null,
    };

    private static void Fill(EntryDraft draft, VolumeSource? source, VolumeParameters parameters, CancellationToken cancellationToken)
    {
        if (source is null)
            Native.Folder.Check(Native.Libc.ChangeMode(draft.Data.Handle, DefaultMode), "set the permissions of a volume");
        else
            source.CopyTo(draft, cancellationToken);
        parameters.Apply(draft.Data);
    }

    private Volume Match(
        VolumeRecord existing, CreateVolumeRequest request, IReadOnlyDictionary<string, string> parameters, VolumeOrigin origin)
    {
        string? difference = null;
        if (request.Capacity is { } range && !range.Contains(existing.CapacityBytes))
            difference = $"size ({existing.CapacityBytes} bytes)";
        else if (existing.SourceVolume != origin.Volume || existing.SourceSnapshot != origin.Snapshot)
            difference = "content source";
        else if (existing.Parameters.Count != parameters.Count || existing.Parameters.Except(parameters).Any())
            difference = "parameters";
        return difference is null
            ? Describe(existing)
            : throw CsiErrors.Incompatible($"volume {existing.Id} of that name exists with another {difference}");
    }
}
