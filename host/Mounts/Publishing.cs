using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>Publish and unpublish of one driver.</summary>
internal sealed class Publishing(MountContext context, MountAdoption adoption, Staging staging)
{
    private readonly KeyedLocks _volumes = new();

    public async ValueTask PublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var publisher = context.Backend.Publisher ?? throw new CsiException(CsiErrorKind.Unimplemented, "this driver does not publish volumes");
        await staging.RequireAsync(request, call, cancellationToken);
        var plan = await publisher.PlanPublishAsync(request, call, cancellationToken);
        var wanted = RecordOf(request, plan);
        // Two targets of one exclusive volume are two calls with two locks; here they must see each other.
        using var exclusive = await _volumes.AcquireAsync(IsShareable(request) ? wanted.Path : "volume " + wanted.VolumeId, cancellationToken);
        var recorded = context.Store.Find(wanted.Path) ?? await adoption.FindAtTargetAsync(wanted, cancellationToken);
        switch (PublishRules.Decide(recorded, wanted, publisher.RefreshesChangedUse))
        {
            case PublishDecision.Repeat when await context.IsHealthyAsync(recorded!, cancellationToken):
                await publisher.RefreshAsync(request, recorded!.Plan, call, cancellationToken);
                return;
            case PublishDecision.Repeat or PublishDecision.FinishRevert:
                await context.Executor.RevertAsync(recorded!, removeTarget: false, cancellationToken);
                break;
            default:
                break;
        }

        PublishRules.CheckSecondTarget(wanted, OtherTargets(wanted), context.Backend.ExclusiveWriter);
        await context.Executor.ApplyAsync(wanted, call, cancellationToken);
    }

    public async ValueTask UnpublishAsync(VolumeId volume, AbsolutePath target, CancellationToken cancellationToken)
    {
        var path = target.Value;
        var record = context.Store.Find(path);
        if (record is not null)
            Ownership.Check(record, context.Driver, volume, RecordKind.Publish);
        else
            record = await adoption.AdoptAsync(volume, path, RecordKind.Publish, cancellationToken);

        string? leftover;
        if (record is not null)
        {
            leftover = await context.Executor.RevertAsync(record, removeTarget: true, cancellationToken);
        }
        else
        {
            await adoption.UnmountUnknownAsync(path, cancellationToken);
            leftover = await context.Effects.RemoveEmptyAsync(path, cancellationToken);
        }

        if (context.Backend.Publisher is { } publisher)
            await publisher.OnUnpublishedAsync(volume, target, cancellationToken);
        if (leftover is not null)
            throw CsiErrors.FailedPrecondition(leftover);
    }

    private static bool IsShareable(PublishRequest request) => request.Capability.AccessMode is AccessMode.MultiNodeMultiWriter
        or AccessMode.MultiNodeReaderOnly or AccessMode.MultiNodeSingleWriter or AccessMode.SingleNodeMultiWriter;

    private IEnumerable<PublishRecord> OtherTargets(PublishRecord wanted) => context.Records.Where(record =>
        record.Kind == RecordKind.Publish && record.VolumeId == wanted.VolumeId && record.Path != wanted.Path
        && (record.State != RecordState.Applied || context.Table.Find(record.Path) is not null));

    private PublishRecord RecordOf(PublishRequest request, MountPlan plan) => new()
    {
        Kind = RecordKind.Publish,
        State = RecordState.Applying,
        Driver = context.Driver.Value,
        VolumeId = request.VolumeId.Value,
        Path = request.TargetPath.Value,
        StagingPath = request.StagingPath?.Value ?? "",
        AccessMode = request.Capability.AccessMode,
        AccessType = request.Capability.AccessType,
        ReadOnly = request.ReadOnly,
        Capability = CapabilityFingerprint.Of(request.Capability),
        BootId = context.Options.BootId,
        Plan = plan,
    };
}
