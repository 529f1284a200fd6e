using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>Mounts without a record: made by the driver this one replaced, or while the state was lost.</summary>
internal sealed class MountAdoption(MountContext context)
{
    /// <summary>
    /// What a publish finds at its target without a record: null when nothing is mounted, the adopted record when the backend knows it.
    /// </summary>
    /// <exception cref="CsiException">
    /// Something unknown is mounted there (Incompatible). It may be in use by a running pod, so it is not replaced.
    /// </exception>
    public async ValueTask<PublishRecord?> FindAtTargetAsync(PublishRecord wanted, CancellationToken cancellationToken)
    {
        if (context.Table.Find(wanted.Path) is not { } entry)
            return null;
        return await AdoptAsync(new VolumeId(wanted.VolumeId), wanted.Path, wanted.Kind, cancellationToken)
            ?? throw CsiErrors.Incompatible(
                $"{wanted.Path} is already a mount ({entry.FileSystemType} from {entry.Source}) that this host did not make; unmount it first");
    }

    /// <summary>Asks the backend about the mount at a path and records what it says; null when nothing is there or it is not known.</summary>
    public async ValueTask<PublishRecord?> AdoptAsync(VolumeId? volume, string path, RecordKind kind, CancellationToken cancellationToken)
    {
        if (context.Backend.Adopter is not { } adopter || context.Table.Find(path) is not { } entry)
            return null;
        var mount = new ForeignMount { Path = new AbsolutePath(path), VolumeId = volume, Entry = entry };
        if (await adopter.DescribeAsync(mount, cancellationToken) is not { } plan)
            return null;
        var record = new PublishRecord
        {
            Kind = kind,
            State = RecordState.Applied,
            Driver = context.Driver.Value,
            VolumeId = volume?.Value ?? "",
            Path = path,
            ReadOnly = entry.IsReadOnly,
            BootId = context.Options.BootId,
            Plan = plan,
        };
        await context.Store.WriteAsync(record, cancellationToken);
        return record;
    }

    /// <summary>Unmounts what nobody knows, because the call names the path: then the mount table is the only truth there is.</summary>
    /// <exception cref="CsiException">The path holds the node's own folders (FailedPrecondition).</exception>
    public async ValueTask UnmountUnknownAsync(string path, CancellationToken cancellationToken)
    {
        if (context.Table.Find(path) is null)
            return;
        foreach (var own in new[] { context.Options.KubeletRoot, context.Options.StateDirectory })
        {
            if (MountTable.Contains(path, own.Value))
                throw CsiErrors.FailedPrecondition($"{path} holds {own} and cannot be a volume's path; it was left alone");
        }

        await context.Effects.UnmountAsync(path, cancellationToken);
    }
}
