using System.Collections.Concurrent;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Finds or makes the access point of a volume. The client token makes it idempotent: an interrupted creation is found again.</summary>
internal sealed class AccessPointProvisioner(IAwsClients clients, DriverTags tags, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, GidPool> _pools = new(StringComparer.Ordinal);

    /// <summary>Fills the file systems in their order.</summary>
    /// <exception cref="CsiException">No file system takes it, or the token is another volume's.</exception>
    public async ValueTask<AccessPoint> ProvisionAsync(ProvisioningPlan plan, CancellationToken cancellationToken)
    {
        var api = clients.GetFileSystems(plan.Kind, plan.CrossAccount.Role);
        var full = (AwsException?)null;
        foreach (var fileSystemId in plan.FileSystemIds)
        {
            try
            {
                return ExistingAccessPoint.Require(await ProvisionAsync(api, plan, fileSystemId, cancellationToken), plan);
            }
            catch (AwsException e) when (e.Kind == AwsErrorKind.LimitExceeded)
            {
                full = e;
            }
            catch (AwsException e)
            {
                throw AwsErrors.Translate(e, $"provision volume {plan.Name} in {fileSystemId}");
            }
        }
        throw AwsErrors.Translate(full!, $"provision volume {plan.Name}: {string.Join(" and ", plan.FileSystemIds)} can have no more access points");
    }

    private async ValueTask<AccessPoint> ProvisionAsync(IEfsApi api, ProvisioningPlan plan, string fileSystemId, CancellationToken cancellationToken)
    {
        var pool = _pools.GetOrAdd(fileSystemId, _ => new GidPool(time));
        if (plan.Ids.AreFixed && !plan.Switches.ReusesAccessPoint)
            return await CreateAsync(api, plan, fileSystemId, pool, new PosixUser(plan.Ids.Uid!.Value, plan.Ids.Gid!.Value), cancellationToken);
        var listing = await pool.ListAsync(api, fileSystemId, cancellationToken);
        if (listing.Find(plan.Token) is { } existing)
            return existing;
        if (plan.Ids.AreFixed)
            return await CreateAsync(api, plan, fileSystemId, pool, new PosixUser(plan.Ids.Uid!.Value, plan.Ids.Gid!.Value), cancellationToken);
        return await CreateReservedAsync(api, plan, fileSystemId, pool, listing, cancellationToken);
    }

    private async ValueTask<AccessPoint> CreateReservedAsync(
        IEfsApi api, ProvisioningPlan plan, string fileSystemId, GidPool pool, AccessPointListing listing, CancellationToken cancellationToken)
    {
        var gid = pool.Reserve(plan.Token, plan.Ids.Range, listing);
        var isCertain = false;
        try
        {
            var made = await CreateAsync(api, plan, fileSystemId, pool, new PosixUser(plan.Ids.Uid ?? gid, plan.Ids.Gid ?? gid), cancellationToken);
            isCertain = true;
            return made;
        }
        catch (AwsException e)
        {
            // A service that refused has made nothing; one that did not answer may have.
            isCertain = e.Kind != AwsErrorKind.Unavailable;
            throw;
        }
        finally
        {
            pool.Release(plan.Token, isCertain);
        }
    }

    private async ValueTask<AccessPoint> CreateAsync(
        IEfsApi api, ProvisioningPlan plan, string fileSystemId, GidPool pool, PosixUser user, CancellationToken cancellationToken)
    {
        var wanted = new NewAccessPoint
        {
            ClientToken = plan.Token,
            FileSystemId = fileSystemId,
            PosixUser = user,
            RootDirectory = plan.Directory,
            Permissions = plan.Permissions,
            Tags = plan.Switches.Tags ? tags.All : new Dictionary<string, string>(),
        };
        try
        {
            return await api.CreateAccessPointAsync(wanted, cancellationToken);
        }
        catch (AwsException e) when (e.Kind == AwsErrorKind.AlreadyExists)
        {
            return await FindAsync(api, e, plan, fileSystemId, pool, cancellationToken);
        }
    }

    // EFS says which one has the token; a service that does not is listed.
    private static async ValueTask<AccessPoint> FindAsync(
        IEfsApi api, AwsException conflict, ProvisioningPlan plan, string fileSystemId, GidPool pool, CancellationToken cancellationToken)
    {
        if (conflict.AccessPointId.Length > 0)
            return await api.DescribeAccessPointAsync(conflict.AccessPointId, cancellationToken);
        return (await pool.ListAsync(api, fileSystemId, cancellationToken)).Find(plan.Token)
            ?? throw CsiErrors.Incompatible($"the token of volume {plan.Name} is used by an access point of another file system");
    }
}
