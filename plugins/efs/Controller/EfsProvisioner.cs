using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>CreateVolume and DeleteVolume.</summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsProvisioner(
    ProvisioningPlanner planner,
    AccessPointProvisioner accessPoints,
    DirectoryProvisioner directories,
    VolumeRemover remover,
    AccessPointLocks locks,
    MountTargetContext targets,
    IAwsClients clients) : IVolumeProvisioner
{
    private const string ZoneKey = "topology.kubernetes.io/zone";

    public async ValueTask<Volume> CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(request, cancellationToken);
        var handle = plan.Mode == ProvisioningMode.EfsDirectory
            ? await directories.ProvisionAsync(plan, cancellationToken)
            : await ProvisionAccessPointAsync(plan, call, cancellationToken);
        return new Volume
        {
            Id = new VolumeId(handle.ToString()),
            CapacityBytes = request.Capacity?.RequiredBytes ?? 0,
            Context = await targets.CreateAsync(plan, handle.FileSystemId, cancellationToken),
            AccessibleTopology = await FindTopologyAsync(plan, handle.FileSystemId, cancellationToken),
        };
    }

    public ValueTask DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var crossAccount = CrossAccount.Parse(request.Secrets);
        // An id that this driver cannot have given out is of no volume, and a volume that is not there is deleted.
        return VolumeHandle.Parse(request.VolumeId.Value, out _) is { } handle
            ? remover.RemoveAsync(handle, crossAccount, call, cancellationToken)
            : ValueTask.CompletedTask;
    }

    private async ValueTask<VolumeHandle> ProvisionAccessPointAsync(ProvisioningPlan plan, CallContext call, CancellationToken cancellationToken)
    {
        var accessPoint = await accessPoints.ProvisionAsync(plan, cancellationToken);
        await locks.AcquireAsync(call, accessPoint.Id, cancellationToken);
        return new VolumeHandle { Kind = plan.Kind, FileSystemId = accessPoint.FileSystemId, AccessPointId = accessPoint.Id };
    }

    private async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, string>>> FindTopologyAsync(
        ProvisioningPlan plan, string fileSystemId, CancellationToken cancellationToken)
    {
        if (!plan.Switches.EnforcesZone || plan.Kind == StorageKind.S3Files)
            return [];
        try
        {
            var fileSystem = await clients.GetFileSystems(plan.Kind, plan.CrossAccount.Role).DescribeFileSystemAsync(fileSystemId, cancellationToken);
            return fileSystem.Zone.Length > 0 ? [new Dictionary<string, string> { [ZoneKey] = fileSystem.Zone }] : [];
        }
        catch (AwsException e)
        {
            throw AwsErrors.Translate(e, $"find the zone of {fileSystemId}");
        }
    }
}
