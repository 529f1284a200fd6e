using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Deletes a volume: its access point and, when the driver is told to, its directory before that.</summary>
internal sealed class VolumeRemover(EfsOptions options, IAwsClients clients, AccessPointLocks locks, RootMounts mounts)
{
    public async ValueTask RemoveAsync(VolumeHandle handle, CrossAccount crossAccount, CallContext call, CancellationToken cancellationToken)
    {
        if (handle.AccessPointId.Length > 0)
            await RemoveAccessPointAsync(handle, crossAccount, call, cancellationToken);
        else if (handle.Path.Length > 0 && handle.Kind == StorageKind.Efs)
            await RemoveDirectoryAsync(handle, crossAccount, cancellationToken);
        // A volume without either is a whole file system, which an administrator made.
    }

    private async ValueTask RemoveAccessPointAsync(VolumeHandle handle, CrossAccount crossAccount, CallContext call, CancellationToken cancellationToken)
    {
        await locks.AcquireAsync(call, handle.AccessPointId, cancellationToken);
        var api = clients.GetFileSystems(handle.Kind, crossAccount.Role);
        try
        {
            if (options.DeleteAccessPointRootDirectory)
                await RemoveRootDirectoryAsync(api, handle, crossAccount, cancellationToken);
            await api.DeleteAccessPointAsync(handle.AccessPointId, cancellationToken);
        }
        catch (AwsException e) when (e.Kind == AwsErrorKind.AccessPointNotFound)
        {
            // Gone already: that is what was asked for.
        }
        catch (AwsException e)
        {
            throw AwsErrors.Translate(e, $"delete access point {handle.AccessPointId}");
        }
    }

    private async ValueTask RemoveRootDirectoryAsync(IEfsApi api, VolumeHandle handle, CrossAccount crossAccount, CancellationToken cancellationToken)
    {
        var accessPoint = await api.DescribeAccessPointAsync(handle.AccessPointId, cancellationToken);
        if (accessPoint.FileSystemId != handle.FileSystemId)
        {
            throw CsiErrors.FailedPrecondition(
                $"access point {accessPoint.Id} is of file system {accessPoint.FileSystemId}, not of {handle.FileSystemId} as the volume's id says; nothing was deleted");
        }
        if (GoPath.Clean("/" + accessPoint.RootDirectory) == "/")
        {
            throw CsiErrors.FailedPrecondition(
                $"access point {accessPoint.Id} shows the root of {handle.FileSystemId}; deleting it would delete the data of every volume. "
                + "Delete the access point by hand, or start the driver without --delete-access-point-root-dir");
        }
        await mounts.UseAsync(
            handle.Kind, handle.FileSystemId, crossAccount, (root, token) => RemoveTree(root, accessPoint.RootDirectory, token), cancellationToken);
    }

    private async ValueTask RemoveDirectoryAsync(VolumeHandle handle, CrossAccount crossAccount, CancellationToken cancellationToken) => await mounts.UseAsync(
        StorageKind.Efs,
        handle.FileSystemId,
        crossAccount,
        async (root, token) =>
        {
            // A directory that no claim made is left alone.
            if (DirectoryRecords.FindByPath(root, handle.Path) is not { } record)
                return false;
            if (options.DeleteAccessPointRootDirectory)
                await RemoveTree(root, record.Path, token);
            DirectoryRecords.Remove(root, record.Name);
            return true;
        },
        cancellationToken);

    private static Task<bool> RemoveTree(string root, string directory, CancellationToken cancellationToken)
    {
        try
        {
            VolumeTree.Remove(root, directory, cancellationToken);
            return Task.FromResult(true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(CsiErrorKind.FailedPrecondition, $"the directory '{directory}' cannot be deleted whole ({e.Message}); the volume is kept, and the next attempt goes on", e);
        }
    }
}
