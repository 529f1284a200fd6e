using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;

namespace ExampleStorage;

/// <summary>Says how a volume is shown; the host mounts, checks, records and takes it back.</summary>
[CsiBackend(StoragePlugin.DriverName)]
internal sealed class StorageNode(StorageVolumes volumes) : INodePublisher
{
    public async ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var id = request.VolumeId.Value;
        if (await volumes.FindAsync(id, cancellationToken) is null)
            throw CsiErrors.NotFound($"volume {id} does not exist");
        var readOnly = request.ReadOnly || request.Capability.AccessMode == AccessMode.SingleNodeReaderOnly;
        return new MountPlan
        {
            // Whatever makes another mount, and nothing that may change while it is mounted.
            Identity = $"{id}|{(readOnly ? "ro" : "rw")}",
            Steps = [new BindMountStep { Source = volumes.PathOf(id), Target = request.TargetPath.Value, ReadOnly = readOnly }],
        };
    }
}
