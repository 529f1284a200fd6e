using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Node;

/// <summary>
/// Says how a volume is shown; the host does it. Staging binds the volume's folder to the staging path, once a node; publishing binds the
/// staging path to each target, read-only where asked. Nothing here mounts, compares or undoes anything: see <see cref="MountPlan"/>.
/// </summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalMounts(LocalStore store) : INodeStager, INodePublisher
{
    public ValueTask<MountPlan> PlanStageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var record = Find(request.VolumeId);
        return ValueTask.FromResult(new MountPlan
        {
            Identity = Identity("stage", record, request.Capability, readOnly: false),
            Steps = [new BindMountStep { Source = store.Volumes.DataPath(record.Id), Target = request.StagingPath.Value }],
        });
    }

    public ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var record = Find(request.VolumeId);
        var readOnly = request.ReadOnly
            || request.Capability.AccessMode is AccessMode.SingleNodeReaderOnly or AccessMode.MultiNodeReaderOnly;
        return ValueTask.FromResult(new MountPlan
        {
            Identity = Identity("publish", record, request.Capability, readOnly),
            Steps =
            [
                new BindMountStep
                {
                    // The host has checked that the volume is staged, since this class implements INodeStager.
                    Source = request.StagingPath?.Value ?? store.Volumes.DataPath(record.Id),
                    Target = request.TargetPath.Value,
                    ReadOnly = readOnly,
                    Options = request.Capability.MountFlags,
                },
            ],
        });
    }

    private VolumeRecord Find(VolumeId id) => store.Volumes.Find(id.Value) ?? throw LocalErrors.NoVolume(id.Value);

    /// <summary>All that would make another mount. The instance is in it so that a volume made anew under the same name is not taken for the old one.</summary>
    private static string Identity(string what, VolumeRecord record, VolumeCapability capability, bool readOnly)
    {
        var flags = capability.MountFlags.Order(StringComparer.Ordinal);
        return string.Join('|', [what, record.Id, $"{record.Instance:N}", $"{capability.AccessMode}", readOnly ? "ro" : "rw", .. flags]);
    }
}
