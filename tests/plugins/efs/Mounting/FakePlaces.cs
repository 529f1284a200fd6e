using System.Net;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Metadata;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>Everything that the look-up of a mount target asks, as a test sets it. What was asked is kept.</summary>
internal sealed class FakePlaces : IHostLookup, ICanonicalNames, IReachability, INodeMetadata, IZoneIds, IEfsApi, IEc2Api
{
    public List<string> Asked { get; } = [];

    public Dictionary<string, string> Names { get; } = [];

    public Dictionary<string, string> Canonical { get; } = [];

    public HashSet<string> Unreachable { get; } = [];

    public NodeMetadata? Node { get; set; } = new() { InstanceId = "i-1", Region = "us-east-1", Zone = "us-east-1b" };

    public string? ZoneId { get; set; } = "use1-az2";

    public IReadOnlyList<MountTarget> Targets { get; set; } = [];

    public IReadOnlyList<AvailabilityZone> Zones { get; set; } =
        [new("us-east-1a", "use1-az1"), new("us-east-1b", "use1-az2"), new("us-east-1c", "use1-az3")];

    public AwsException? EfsFailure { get; set; }

    public AwsException? Ec2Failure { get; set; }

    ValueTask<IReadOnlyList<IPAddress>> IHostLookup.FindAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add("dns " + host);
        return ValueTask.FromResult<IReadOnlyList<IPAddress>>(Names.TryGetValue(host, out var address) ? [IPAddress.Parse(address)] : []);
    }

    ValueTask<string> ICanonicalNames.FindAsync(string host, CancellationToken cancellationToken) =>
        Canonical.TryGetValue(host, out var name) ? ValueTask.FromResult(name) : throw new SocketException((int)SocketError.HostNotFound);

    ValueTask IReachability.CheckAsync(IPAddress address, CancellationToken cancellationToken)
    {
        Asked.Add("probe " + address);
        return Unreachable.Contains(address.ToString())
            ? throw CsiErrors.Unavailable($"Cannot connect to file system mount target ip address {address}")
            : ValueTask.CompletedTask;
    }

    ValueTask<NodeMetadata> INodeMetadata.GetAsync(CancellationToken cancellationToken) =>
        Node is { } known ? ValueTask.FromResult(known) : throw CsiErrors.Unavailable("no metadata");

    ValueTask<string?> IZoneIds.FindAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ZoneId);

    ValueTask<IReadOnlyList<MountTarget>> IEfsApi.DescribeMountTargetsAsync(string fileSystemId, CancellationToken cancellationToken)
    {
        Asked.Add("efs " + fileSystemId);
        return EfsFailure is null ? ValueTask.FromResult(Targets) : throw EfsFailure;
    }

    ValueTask<IReadOnlyList<AvailabilityZone>> IEc2Api.DescribeAvailabilityZonesAsync(CancellationToken cancellationToken)
    {
        Asked.Add("ec2");
        return Ec2Failure is null ? ValueTask.FromResult(Zones) : throw Ec2Failure;
    }

    ValueTask<AccessPoint> IEfsApi.CreateAccessPointAsync(NewAccessPoint accessPoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    IAsyncEnumerable<AccessPoint> IEfsApi.ListAccessPointsAsync(string fileSystemId, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<AccessPoint> IEfsApi.DescribeAccessPointAsync(string accessPointId, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask IEfsApi.DeleteAccessPointAsync(string accessPointId, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<CsiHost.Plugins.Efs.Aws.FileSystemInfo> IEfsApi.DescribeFileSystemAsync(string fileSystemId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
