using CsiHost.Rpc.Proto;
using Google.Protobuf.WellKnownTypes;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Snapshots.</summary>
internal static class SnapshotMapping
{
    public static Models.CreateSnapshotRequest ToModel(this CreateSnapshotRequest request) => new()
    {
        SourceVolume = new Models.VolumeId(request.SourceVolumeId),
        Name = request.Name,
        Parameters = request.Parameters.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.DeleteSnapshotRequest ToModel(this DeleteSnapshotRequest request) => new()
    {
        SnapshotId = new Models.SnapshotId(request.SnapshotId),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.ListSnapshotsRequest ToModel(this ListSnapshotsRequest request) => new()
    {
        Page = new Models.PageRequest { MaxEntries = request.MaxEntries, StartingToken = request.StartingToken },
        SourceVolume = request.SourceVolumeId.Length == 0 ? null : new Models.VolumeId(request.SourceVolumeId),
        SnapshotId = request.SnapshotId.Length == 0 ? null : new Models.SnapshotId(request.SnapshotId),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Snapshot ToMessage(this Models.Snapshot snapshot) => new()
    {
        SnapshotId = snapshot.Id.Value,
        SourceVolumeId = snapshot.SourceVolume.Value,
        CreationTime = Timestamp.FromDateTimeOffset(snapshot.CreatedAt),
        SizeBytes = snapshot.SizeBytes,
        ReadyToUse = snapshot.IsReady,
    };

    public static ListSnapshotsResponse ToMessage(this Models.Page<Models.Snapshot> page)
    {
        var message = new ListSnapshotsResponse { NextToken = page.NextToken };
        message.Entries.AddRange(page.Entries.Select(snapshot => new ListSnapshotsResponse.Types.Entry { Snapshot = snapshot.ToMessage() }));
        return message;
    }
}
