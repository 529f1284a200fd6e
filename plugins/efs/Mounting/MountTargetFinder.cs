using System.Net;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Asks the APIs for a mount target when DNS does not know the file system.</summary>
internal sealed class MountTargetFinder(IEfsApi efs, IEc2Api ec2)
{
    /// <param name="fileSystemId">The file system.</param>
    /// <param name="name">Its DNS name, for the error.</param>
    /// <param name="zone">The zone's name; null takes any available target.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="CsiException">There is none that can be used (Unavailable, says why).</exception>
    public async ValueTask<IPAddress> FindAsync(string fileSystemId, string name, string? zone, CancellationToken cancellationToken)
    {
        try
        {
            var targets = await efs.DescribeMountTargetsAsync(fileSystemId, cancellationToken);
            var zoneId = zone is null ? null : await ZoneIdAsync(zone, cancellationToken);
            return AddressOf(Choose(targets, zoneId, Random.Shared));
        }
        catch (MountTargetException exception)
        {
            throw EndpointResolver.Unresolved(name, exception.Message);
        }
        catch (AwsException exception)
        {
            throw EndpointResolver.Unresolved(name, $"The address of a mount target was asked for as well: {ReasonOf(exception)}.");
        }
    }

    /// <summary>Chooses among the targets of a file system.</summary>
    /// <param name="targets">All targets, in any state.</param>
    /// <param name="zoneId">The zone that it must be in, for data that crosses zones costs money and time; null takes any.</param>
    /// <param name="random">Spreads the load.</param>
    /// <exception cref="MountTargetException">None can be used.</exception>
    public static MountTarget Choose(IReadOnlyList<MountTarget> targets, string? zoneId, Random random)
    {
        if (targets.Count == 0)
            throw new MountTargetException("Cannot find mount target for the file system, please create a mount target in its VPC.");
        if (zoneId is null)
        {
            var available = targets.Where(target => target.IsAvailable).ToList();
            return available.Count > 0
                ? available[random.Next(available.Count)]
                : throw new MountTargetException("No mount target is in the available state yet, please retry in 5 minutes.");
        }

        var own = targets.FirstOrDefault(target => target.ZoneId == zoneId)
            ?? throw new MountTargetException($"No matching mount target in the az: {zoneId}. Please create a mount target there.");
        return own.State switch
        {
            "available" => own,
            "deleting" or "deleted" => throw new MountTargetException($"The mount target in {zoneId} is {own.State}, please create a new one."),
            _ => throw new MountTargetException($"The mount target in {zoneId} is {own.State}, please retry in 5 minutes."),
        };
    }

    public static IPAddress AddressOf(MountTarget target) =>
        IPAddress.TryParse(target.IpAddress.Length > 0 ? target.IpAddress : target.Ipv6Address, out var address)
            ? address
            : throw new MountTargetException($"The mount target {target.Id} has no address.");

    private static string ReasonOf(AwsException exception) => exception.Kind switch
    {
        AwsErrorKind.FileSystemNotFound => "the file system was not found; check its id and the region",
        AwsErrorKind.NoCredentials => "there are no usable AWS credentials on this node",
        AwsErrorKind.Unavailable or AwsErrorKind.Throttled => $"the API cannot complete the request ({exception.Message})",
        _ => exception.Message,
    };

    private async ValueTask<string> ZoneIdAsync(string zone, CancellationToken cancellationToken) =>
        (await ec2.DescribeAvailabilityZonesAsync(cancellationToken)).FirstOrDefault(known => known.Name == zone)?.Id
        ?? throw new MountTargetException($"No matching az id for the az: {zone}. Please check the az provided.");
}
