using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>
/// Makes and deletes volumes: a prefix in a bucket that exists, or a bucket. It carries no mark, for it is offered only where the configuration turns it on
/// (<see cref="ProvisioningRegistration"/>).
/// </summary>
internal sealed class S3Provisioner(IBucketApis apis, S3ProvisioningOptions options) : IVolumeProvisioner, IVolumeLookup
{
    public async ValueTask<Volume> CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var plan = ProvisioningPlanner.Plan(request, options);
        var volume = new ProvisionedVolume(apis.Get(plan.Handle.Region, request.Secrets), plan.Handle);
        await RunAsync($"make volume {request.Name}", () => volume.CreateAsync(request.Name, plan.Tags, cancellationToken));
        return new Volume { Id = new VolumeId(plan.Handle.ToString()), CapacityBytes = request.Capacity?.RequiredBytes ?? 0, Context = plan.Context };
    }

    public async ValueTask DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        // An id that this driver cannot have given out is of no volume that it made, and what it did not make it does not delete.
        if (VolumeHandle.Parse(request.VolumeId.Value) is not { } handle)
            return;
        var volume = new ProvisionedVolume(apis.Get(handle.Region, request.Secrets), handle);
        await RunAsync($"delete volume {handle}", () => volume.DeleteAsync(cancellationToken));
    }

    /// <summary>A static volume's handle says nothing about a bucket, so such a volume is taken to exist.</summary>
    public async ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken)
    {
        if (VolumeHandle.Parse(volumeId.Value) is not { } handle)
            return true;
        var exists = false;
        await RunAsync($"look for volume {handle}", async () => exists = await new ProvisionedVolume(apis.Get(handle.Region, secrets), handle).ExistsAsync(cancellationToken));
        return exists;
    }

    private static async Task RunAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (BucketApiException failure)
        {
            throw BucketErrors.Translate(failure, what);
        }
    }
}
