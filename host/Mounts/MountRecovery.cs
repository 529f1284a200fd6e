using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>
/// Brings one driver's records and mounts into line at start: half-done plans are taken back, records of an earlier boot are dropped, steps
/// that lived in the old process are brought back, and mounts without a record are offered to the backend. One bad record stops no other.
/// </summary>
internal sealed partial class MountRecovery(MountContext context, MountAdoption adoption)
{
    public async ValueTask<RecoveryReport> RunAsync(CancellationToken cancellationToken)
    {
        var report = new RecoveryReport();
        foreach (var record in context.Records.ToList())
        {
            try
            {
                await RecoverAsync(record, report, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                report.Failed++;
                Log.RecordFailed(context.Logger, record.VolumeId, record.Path, record.State, exception);
            }
        }

        await AdoptAsync(report, cancellationToken);
        Log.Recovered(
            context.Logger, context.Driver.Value, report.Intact, report.Lost, report.Reverted, report.Dropped, report.Adopted, report.Failed);
        return report;
    }

    private async ValueTask RecoverAsync(PublishRecord record, RecoveryReport report, CancellationToken cancellationToken)
    {
        if (record.BootId != context.Options.BootId)
        {
            await context.Executor.DropAsync(record, cancellationToken);
            report.Dropped++;
        }
        else if (record.State != RecordState.Applied)
        {
            await context.Executor.RevertAsync(record, removeTarget: false, cancellationToken);
            report.Reverted++;
        }
        else
        {
            await context.Executor.RecoverAsync(record, cancellationToken);
            if (await context.CheckAsync(record, cancellationToken) == MountHealth.Healthy)
            {
                report.Intact++;
                return;
            }

            report.Lost++;
            Log.Lost(context.Logger, record.VolumeId, record.Path);
        }
    }

    private async ValueTask AdoptAsync(RecoveryReport report, CancellationToken cancellationToken)
    {
        if (context.Backend.Adopter is null)
            return;
        var root = context.Table.Resolve(context.Options.KubeletRoot.Value);
        foreach (var point in context.Table.Read().Select(entry => entry.MountPoint).Distinct())
        {
            if (KubeletPaths.KindOf(root, point) is not { } kind)
                continue;
            var path = context.Options.KubeletRoot.Value + point[root.Length..];
            if (context.Store.Find(path) is not null)
                continue;
            try
            {
                if (await AdoptAsync(path, kind, cancellationToken))
                    report.Adopted++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                report.Failed++;
                Log.AdoptFailed(context.Logger, path, exception);
            }
        }
    }

    private async ValueTask<bool> AdoptAsync(string path, RecordKind kind, CancellationToken cancellationToken)
    {
        var note = KubeletPaths.ReadNote(path);
        if (note is not null && note.Value.Driver != context.Driver.Value)
            return false;
        if (await adoption.AdoptAsync(note?.Volume, path, kind, cancellationToken) is not { } record)
            return false;
        await context.Executor.RecoverAsync(record, cancellationToken);
        return true;
    }
}
