using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts.Plans;

/// <summary>
/// Applies a plan and takes it back. The record is written before the first effect of either and tells how far things are, so a crash at any
/// point leaves something that a revert can finish.
/// </summary>
internal sealed partial class MountPlanExecutor(
    IStepEffects effects, IPublishStore store, MountTable table, TimeProvider time, TimeSpan revertLimit, ILogger logger)
{
    private readonly SharedSteps _shared = new(store);

    /// <summary>Applies a new record's plan. On failure nothing of it is left, or the record stays for a later revert.</summary>
    public async ValueTask ApplyAsync(PublishRecord record, CallContext call, CancellationToken cancellationToken)
    {
        CheckFree(record);
        string[] targets = [.. record.Plan.Steps.Select(StepTargets.PathOf).OfType<string>().Append(record.Path).Distinct()];
        record = record with { State = RecordState.Applying, Made = await effects.FindMissingAsync(targets, cancellationToken) };
        _shared.Forget(record.Path);
        await store.WriteAsync(record, cancellationToken);
        var attempted = 0;
        try
        {
            if (record.Kind == RecordKind.Publish)
                await effects.MakeTargetAsync(record.Path, record.AccessType, cancellationToken);
            foreach (var step in record.Plan.Steps)
            {
                attempted++;
                using var held = await _shared.LockAsync(record, step, cancellationToken);
                await effects.ApplyAsync(record.ReadOnly ? ReadOnlyAt(record.Path, step) : step, call, cancellationToken);
            }

            // A custom step mounted the target by its own means.
            if (record.ReadOnly && table.Find(record.Path) is { IsReadOnly: false })
                await effects.MakeReadOnlyAsync(record.Path, cancellationToken);
            Confirm(record);
            await store.UpdateAsync(record.Path, current => current with { State = RecordState.Applied }, cancellationToken);
        }
        catch
        {
            await UndoAsync(record, attempted);
            throw;
        }
    }

    /// <summary>Takes a recorded plan back and removes the record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="removeTarget">Remove the target whoever made it, as an unpublish must.</param>
    /// <param name="cancellationToken">Gives up; the record stays and the next call goes on.</param>
    /// <returns>Null, or why the target could not be removed.</returns>
    public ValueTask<string?> RevertAsync(PublishRecord record, bool removeTarget, CancellationToken cancellationToken) =>
        RevertAsync(record, record.Plan.Steps.Count, removeTarget, cancellationToken);

    /// <summary>
    /// Drops a record of another boot. Its mounts are gone, and what is mounted there now is none of ours; only helpers, custom steps and
    /// empty folders are cleaned up.
    /// </summary>
    public async ValueTask DropAsync(PublishRecord record, CancellationToken cancellationToken)
    {
        foreach (var step in record.Plan.Steps.Reverse().Where(step => step is HelperProcessStep or CustomStep))
            await effects.RevertAsync(step, cancellationToken);
        foreach (var path in record.Made.Where(path => table.Find(path) is null))
        {
            if (await effects.RemoveEmptyAsync(path, cancellationToken) is { } leftover)
                Log.Leftover(logger, leftover);
        }

        await store.RemoveAsync(record.Path, cancellationToken);
    }

    /// <summary>Brings back what a plan's steps had in the previous process.</summary>
    public async ValueTask RecoverAsync(PublishRecord record, CancellationToken cancellationToken)
    {
        foreach (var step in record.Plan.Steps)
        {
            using var held = await _shared.LockAsync(record, step, cancellationToken);
            await effects.RecoverAsync(step, cancellationToken);
        }
    }

    private async ValueTask<string?> RevertAsync(PublishRecord record, int steps, bool removeTarget, CancellationToken cancellationToken)
    {
        await MarkRevertingAsync(record, cancellationToken);
        for (var index = steps - 1; index >= 0; index--)
            await RevertStepAsync(store.Find(record.Path) ?? record, record.Plan.Steps[index], cancellationToken);
        // A custom step may have mounted at the target by its own means.
        if (record.Kind == RecordKind.Publish && steps > 0)
            await effects.UnmountAsync(record.Path, cancellationToken);
        var made = (store.Find(record.Path) ?? record).Made.Contains(record.Path);
        var leftover = removeTarget || made ? await effects.RemoveEmptyAsync(record.Path, cancellationToken) : null;
        await store.RemoveAsync(record.Path, cancellationToken);
        _shared.Forget(record.Path);
        return leftover;
    }

    private async ValueTask RevertStepAsync(PublishRecord record, MountStep step, CancellationToken cancellationToken)
    {
        using var held = await _shared.LockAsync(record, step, cancellationToken);
        var path = StepTargets.PathOf(step);
        var made = path is not null && path != record.Path && record.Made.Contains(path);
        if (_shared.OtherUser(record, step) is { } heir)
        {
            // The last user removes the folder, so it must know that the host made it.
            if (made && !heir.Made.Contains(path!))
                await store.UpdateAsync(heir.Path, current => current with { Made = [.. current.Made, path!] }, cancellationToken);
        }
        else
        {
            await effects.RevertAsync(step, cancellationToken);
            if (made && await effects.RemoveEmptyAsync(path!, cancellationToken) is { } leftover)
                Log.Leftover(logger, leftover);
        }

        _shared.Pass(record, step);
    }

    private async ValueTask MarkRevertingAsync(PublishRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await store.UpdateAsync(record.Path, current => current with { State = RecordState.Reverting }, cancellationToken);
        }
        catch (CsiException exception) when (exception.Kind == CsiErrorKind.ResourceExhausted)
        {
            // A full disk must not keep a volume mounted. The old record still names everything there is to take back.
            Log.NotMarked(logger, record.Path, exception);
        }
    }

    /// <summary>Takes back what a failed call did. The call's own limit may have passed, so this has one of its own.</summary>
    private async ValueTask UndoAsync(PublishRecord record, int attempted)
    {
        using var limit = new CancellationTokenSource(revertLimit, time);
        try
        {
            await RevertAsync(record, attempted, removeTarget: false, limit.Token);
        }
        catch (Exception exception)
        {
            Log.UndoFailed(logger, record.Path, exception);
        }
    }

    /// <summary>What is mounted at the target is read-only from the start: no other namespace may see it writable for a moment, or for ever.</summary>
    private static MountStep ReadOnlyAt(string path, MountStep step) => step switch
    {
        BindMountStep bind when bind.Target == path => bind with { ReadOnly = true },
        FileSystemMountStep mount when mount.Target == path && !mount.Options.Contains("ro") => mount with { Options = [.. mount.Options, "ro"] },
        _ => step,
    };

    /// <summary>Nothing but our own may be mounted where the plan mounts: a revert could not tell it from ours later.</summary>
    private void CheckFree(PublishRecord record)
    {
        foreach (var step in record.Plan.Steps)
        {
            if (StepTargets.MountPointOf(step) is not { } target || table.Find(target) is not { } entry)
                continue;
            if (_shared.OtherUser(record, step) is null && !StepMatch.IsMadeBy(step, entry, table.FindContaining, table.Resolve))
                throw CsiErrors.FailedPrecondition($"something else is mounted at {target} ({entry.FileSystemType} from {entry.Source}); unmount it first");
        }
    }

    private void Confirm(PublishRecord record)
    {
        if (record.Kind != RecordKind.Publish)
            return;
        var entry = table.Find(record.Path)
            ?? throw new CsiException(CsiErrorKind.Internal, $"the plan of volume {record.VolumeId} left nothing mounted at {record.Path}");
        if (record.ReadOnly && !entry.IsReadOnly)
            throw new CsiException(CsiErrorKind.Internal, $"the mount at {record.Path} could not be made read-only");
    }
}
