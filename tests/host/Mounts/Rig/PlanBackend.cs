using System.Collections.Concurrent;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;

namespace CsiHost.Tests.Mounts.Rig;

/// <summary>A backend whose plans a test writes down, and that counts what the host tells it.</summary>
internal sealed class PlanBackend : INodePublisher, IMountStepHandler
{
    public Func<PublishRequest, MountPlan> Plan { get; set; } = _ => throw new InvalidOperationException("the test set no plan");

    public Func<StageRequest, MountPlan>? StagePlan { get; set; }

    public Func<ForeignMount, MountPlan?>? Describe { get; set; }

    public Func<CustomStep, Task> OnApply { get; set; } = _ => Task.CompletedTask;

    public UnmountPolicy UnmountPolicy { get; set; } = new() { Timeout = TimeSpan.FromSeconds(5) };

    public bool ExclusiveWriter { get; set; } = true;

    public ConcurrentQueue<string> Heard { get; } = new();

    public ConcurrentDictionary<string, bool> CustomInEffect { get; } = new();

    public string Kind => "note";

    public MountBackend ToBackend() => new()
    {
        Publisher = this,
        Stager = StagePlan is null ? null : new StageSide(this),
        Adopter = Describe is null ? null : new AdoptSide(this),
        Handlers = [this],
        ExclusiveWriter = ExclusiveWriter,
    };

    public ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Plan(request));

    public ValueTask RefreshAsync(PublishRequest request, MountPlan plan, CallContext call, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"refresh {request.TargetPath}");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnUnpublishedAsync(VolumeId volumeId, AbsolutePath targetPath, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"unpublished {targetPath}");
        return ValueTask.CompletedTask;
    }

    public async ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken)
    {
        await OnApply(step);
        CustomInEffect[step.Data["name"]] = true;
    }

    public ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken)
    {
        CustomInEffect.TryRemove(step.Data["name"], out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask RecoverAsync(CustomStep step, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"recover {step.Data["name"]}");
        return ValueTask.CompletedTask;
    }

    private sealed class StageSide(PlanBackend owner) : INodeStager
    {
        public ValueTask<MountPlan> PlanStageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken) =>
            ValueTask.FromResult(owner.StagePlan!(request));
    }

    private sealed class AdoptSide(PlanBackend owner) : IMountAdopter
    {
        public ValueTask<MountPlan?> DescribeAsync(ForeignMount mount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(owner.Describe!(mount));
    }
}
