using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Pods;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Node;

/// <summary>
/// Says how a bucket is shown to a workload: the source mount of its Mountpoint Pod, bound to the target. A repeated call renews the credentials.
/// </summary>
[CsiBackend(S3Plugin.DriverName)]
internal sealed partial class S3Publisher(
    MountpointPodFinder finder, MountpointMounts mounts, LegacyMounts legacy, SourcePublish sources, PublishesUnderWay publishes, NodePaths paths,
    TimeProvider time, ILogger<S3Publisher> logger) : INodePublisher, IMountAdopter
{
    /// <summary>Whatever a volume's mount at its target is like, it is that volume's mount: options may be edited while it is in use.</summary>
    private const string Identity = "s3";

    public bool RefreshesChangedUse => true;

    public async ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var inputs = PublishInputs.Parse(request);
        using var limit = CallLimit.Start(call, time, cancellationToken);
        var found = legacy.IsAt(inputs.Target)
            ? null
            : await MountFailure.WrapAsync(inputs, token => FindPodAsync(inputs, token), limit.Token);
        publishes.Put(call, new Publish(inputs, found));
        return found is null ? LegacyPlan : PlanOf(found.Pod.Name, inputs.Target, inputs.IsReadOnly);
    }

    public async ValueTask RefreshAsync(PublishRequest request, MountPlan plan, CallContext call, CancellationToken cancellationToken)
    {
        var publish = publishes.Of(call);
        if (publish.Found is not null)
        {
            await sources.EnsureAsync(publish, call, cancellationToken);
            return;
        }

        await MountFailure.WrapAsync(publish.Inputs, async token =>
        {
            await legacy.RefreshAsync(publish.Inputs, token);
            return true;
        }, cancellationToken);
    }

    /// <summary>Only credentials of a mount of version 1 are the target's own; those of a Mountpoint Pod go with the pod.</summary>
    public ValueTask OnUnpublishedAsync(VolumeId volumeId, AbsolutePath targetPath, CancellationToken cancellationToken)
    {
        try
        {
            if (TargetPath.Parse(targetPath.Value) is { } path)
                legacy.CleanUp(path.PodUid, volumeId.Value);
        }
        catch (Exception exception) when (exception is AggregateException or IOException)
        {
            Log.CredentialsLeft(logger, volumeId.Value, targetPath.Value, exception);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Mounts of other versions of the driver, and of an earlier run whose records were lost.</summary>
    public ValueTask<MountPlan?> DescribeAsync(ForeignMount mount, CancellationToken cancellationToken)
    {
        // Without the volume's id a record would keep the next publish from recognizing its own mount.
        if (mount.VolumeId is null || !MountpointMounts.IsOurs(mount.Entry))
            return ValueTask.FromResult<MountPlan?>(null);
        var others = mounts.OthersOf(mount.Entry);
        var pod = others.Select(entry => paths.PodOfSource(entry.MountPoint)).FirstOrDefault(static name => name is not null);
        var plan = pod is not null ? PlanOf(pod, mount.Path.Value, mount.Entry.IsReadOnly)
            : others.Count == 0 && legacy.Is(mount.Entry) ? LegacyPlan
            : null;
        return ValueTask.FromResult(plan);
    }

    private static MountPlan LegacyPlan { get; } = new() { Identity = Identity, Steps = [new CustomStep { Kind = LegacyStep.StepKind }] };

    private MountPlan PlanOf(string podName, string target, bool isReadOnly) => new()
    {
        Identity = Identity,
        Steps =
        [
            new CustomStep { Kind = SourceStep.StepKind, Data = new Dictionary<string, string> { ["pod"] = podName } },
            new BindMountStep { Source = paths.SourceOf(podName), Target = target, ReadOnly = isReadOnly },
        ],
    };

    private async Task<FoundPod> FindPodAsync(PublishInputs inputs, CancellationToken cancellationToken) =>
        inputs.VolumeName.Length > 0
            ? await finder.FindAsync(inputs, cancellationToken)
            : throw new CsiException(CsiErrorKind.Failed, $"Failed to extract volume name from {inputs.Target}: it is not a target path of kubelet");

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "Credential files of volume {Volume} at {Target} are left")]
        public static partial void CredentialsLeft(ILogger logger, string volume, string target, Exception exception);
    }
}
