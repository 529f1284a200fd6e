using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>What a node has to know to reach a file system of another account: the volume's context.</summary>
internal sealed class MountTargetContext(IAwsClients clients)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public async ValueTask<IReadOnlyDictionary<string, string>> CreateAsync(ProvisioningPlan plan, string fileSystemId, CancellationToken cancellationToken)
    {
        if (plan.CrossAccount.Role is not { } role || plan.Kind == Volumes.StorageKind.S3Files)
            return Nothing;
        if (plan.CrossAccount.UsesDns)
            return new Dictionary<string, string> { ["crossaccount"] = "true" };
        try
        {
            var targets = await clients.GetFileSystems(plan.Kind, role).DescribeMountTargetsAsync(fileSystemId, cancellationToken);
            return plan.Zone.Length > 0
                ? new Dictionary<string, string> { ["mounttargetip"] = AddressOf(Choose(targets, fileSystemId, plan.Zone)) }
                : new Dictionary<string, string> { ["mounttargetipmap"] = MapOf(targets, fileSystemId) };
        }
        catch (AwsException e)
        {
            throw AwsErrors.Translate(e, $"find the mount targets of {fileSystemId}");
        }
    }

    /// <summary>The target of a zone, or any other that is available.</summary>
    /// <exception cref="CsiException">None is available.</exception>
    public static MountTarget Choose(IReadOnlyList<MountTarget> targets, string fileSystemId, string zone)
    {
        var available = Available(targets, fileSystemId);
        return available.Find(target => target.Zone == zone) ?? available[Random.Shared.Next(available.Count)];
    }

    public static string AddressOf(MountTarget target) => target.IpAddress.Length > 0 ? target.IpAddress : target.Ipv6Address;

    private static string MapOf(IReadOnlyList<MountTarget> targets, string fileSystemId)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var target in Available(targets, fileSystemId))
            map[target.Zone] = AddressOf(target);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, address) in map)
                writer.WriteString(name, address);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static List<MountTarget> Available(IReadOnlyList<MountTarget> targets, string fileSystemId)
    {
        var available = targets.Where(static target => target.IsAvailable && AddressOf(target).Length > 0).ToList();
        return available.Count > 0
            ? available
            : throw CsiErrors.Unavailable(targets.Count == 0
                ? $"file system {fileSystemId} has no mount target; create one in each zone of the cluster"
                : $"file system {fileSystemId} has no mount target that is available yet");
    }
}
