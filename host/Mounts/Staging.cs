using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>Stage and unstage of one driver. The orchestrator makes and removes the staging folder itself.</summary>
internal sealed class Staging(MountContext context, MountAdoption adoption)
{
    private readonly KeyedLocks _paths = new();

    public async ValueTask StageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var stager = context.Backend.Stager ?? throw new CsiException(CsiErrorKind.Unimplemented, "this driver does not stage volumes");
        var plan = await stager.PlanStageAsync(request, call, cancellationToken);
        var wanted = RecordOf(request, plan);
        using var held = await _paths.AcquireAsync(wanted.Path, cancellationToken);
        var recorded = context.Store.Find(wanted.Path) ?? await adoption.FindAtTargetAsync(wanted, cancellationToken);
        switch (PublishRules.Decide(recorded, wanted))
        {
            case PublishDecision.Repeat when await context.IsHealthyAsync(recorded!, cancellationToken):
                return;
            case PublishDecision.Repeat or PublishDecision.FinishRevert:
                await context.Executor.RevertAsync(recorded!, removeTarget: false, cancellationToken);
                break;
            default:
                break;
        }

        await context.Executor.ApplyAsync(wanted, call, cancellationToken);
    }

    public async ValueTask UnstageAsync(VolumeId volume, AbsolutePath stagingPath, CancellationToken cancellationToken)
    {
        var path = stagingPath.Value;
        using var held = await _paths.AcquireAsync(path, cancellationToken);
        var record = context.Store.Find(path);
        if (record is not null)
            Ownership.Check(record, context.Driver, volume, RecordKind.Stage);
        else
            record = await adoption.AdoptAsync(volume, path, RecordKind.Stage, cancellationToken);

        if (UserOf(path) is { } user)
            throw CsiErrors.FailedPrecondition($"volume {volume} is still published at {user.Path}; unpublish it before unstaging");
        if (record is not null)
            await context.Executor.RevertAsync(record, removeTarget: false, cancellationToken);
        else
            await adoption.UnmountUnknownAsync(path, cancellationToken);
    }

    /// <summary>
    /// A driver that stages publishes staged volumes only. A staged mount that was lost meanwhile is made again first: binding the bare
    /// folder under it would send the pod's data to the node's disk.
    /// </summary>
    /// <exception cref="CsiException">It is not staged there (FailedPrecondition).</exception>
    public async ValueTask RequireAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        if (context.Backend.Stager is null)
            return;
        var path = request.StagingPath?.Value
            ?? throw CsiErrors.FailedPrecondition("staging_target_path is required: this driver stages volumes before it publishes them");
        using var held = await _paths.AcquireAsync(path, cancellationToken);
        var record = context.Store.Find(path);
        if (record is not { Kind: RecordKind.Stage, State: RecordState.Applied }
            || record.VolumeId != request.VolumeId.Value || record.Driver != context.Driver.Value)
            throw CsiErrors.FailedPrecondition($"volume {request.VolumeId} is not staged at {path}; stage it first");
        if (await context.IsHealthyAsync(record, cancellationToken))
            return;
        await context.Executor.RevertAsync(record, removeTarget: false, cancellationToken);
        await context.Executor.ApplyAsync(record, call, cancellationToken);
    }

    private PublishRecord? UserOf(string stagingPath) => context.Records.FirstOrDefault(record => record.Kind == RecordKind.Publish
        && record.StagingPath == stagingPath && context.Table.Find(record.Path) is not null);

    private PublishRecord RecordOf(StageRequest request, MountPlan plan) => new()
    {
        Kind = RecordKind.Stage,
        State = RecordState.Applying,
        Driver = context.Driver.Value,
        VolumeId = request.VolumeId.Value,
        Path = request.StagingPath.Value,
        AccessMode = request.Capability.AccessMode,
        AccessType = request.Capability.AccessType,
        Capability = CapabilityFingerprint.Of(request.Capability),
        BootId = context.Options.BootId,
        Plan = plan,
    };
}
