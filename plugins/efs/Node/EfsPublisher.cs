using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Node.Usage;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Says how a volume is mounted at a target path: one mount and, with encryption, one tunnel a target.</summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsPublisher(MountPlanner planner, ZoneFinder zones, NfsMounter mounter, UsageWalks walks, EfsOptions options) : INodePublisher
{
    public UnmountPolicy UnmountPolicy => mounter.UnmountPolicy;

    public async ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var (handle, mountOptions) = await ReadAsync(request, cancellationToken);
        MountSlots.Take(call, options.MaxInflightMountCalls);
        var identity = IdentityOf(handle, mountOptions);
        var planned = await planner.PlanAsync(
            new MountRequest
            {
                Kind = handle.Kind,
                FileSystem = handle.FileSystemId,
                Path = handle.Path,
                Target = request.TargetPath.Value,
                Options = mountOptions,
            },
            cancellationToken);
        return new MountPlan { Identity = identity, Steps = planned.Steps };
    }

    public ValueTask OnUnpublishedAsync(VolumeId volumeId, AbsolutePath targetPath, CancellationToken cancellationToken)
    {
        walks.Forget(volumeId.Value, targetPath.Value);
        return ValueTask.CompletedTask;
    }

    /// <summary>The volume and its options, in the order of the replaced driver.</summary>
    internal async ValueTask<(VolumeHandle Handle, OptionList Options)> ReadAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var attributes = VolumeAttributes.Parse(request.VolumeContext);
        var handle = VolumeHandle.Parse(request.VolumeId.Value, out var problem) ?? throw CsiErrors.InvalidArgument("volume_id:", problem);
        var zone = attributes.MountTargetIps is { Count: > 0 } ? await zones.FindZoneAsync(new OptionList(), cancellationToken) ?? "" : "";
        return (handle, PublishOptions.Assemble(
            handle, attributes, request.ReadOnly, request.Capability.MountFlags, zone, options.NodeMemoryLimitBytes));
    }

    /// <summary>All that would make another mount. Where it connects to is not in it: that may change while it is mounted.</summary>
    private static string IdentityOf(VolumeHandle handle, OptionList mountOptions)
    {
        var same = mountOptions.Clone();
        same.RemoveAll(static name => name == "mounttargetip");
        return $"{handle}|{same}";
    }
}
