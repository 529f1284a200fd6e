using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>Asks the sources in order: ECS where it is present, IMDS, Kubernetes. What was found once is kept; a failure is tried again.</summary>
internal sealed class NodeMetadataFinder(EcsMetadata ecs, IInstanceMetadata instance, KubernetesMetadata kubernetes) : INodeMetadata, IZoneIds, IDisposable
{
    // The instance metadata of a HyperPod node is that of another account.
    private const string HyperPodPrefix = "hyperpod-";

    private readonly SemaphoreSlim _gate = new(1);
    private volatile NodeMetadata? _metadata;
    private volatile string? _zoneId;

    private bool AsksInstance => !kubernetes.NodeName.StartsWith(HyperPodPrefix, StringComparison.Ordinal);

    public async ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken)
    {
        if (_metadata is { } known)
            return known;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _metadata ??= await FindAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<string?> FindZoneIdAsync(CancellationToken cancellationToken)
    {
        if (_zoneId is { } known)
            return known;
        var found = AsksInstance ? await instance.FindAsync("meta-data/placement/availability-zone-id", cancellationToken) : null;
        if (string.IsNullOrWhiteSpace(found))
            found = await kubernetes.FindZoneIdAsync(cancellationToken);
        return _zoneId = string.IsNullOrWhiteSpace(found) ? null : found.Trim();
    }

    ValueTask<string?> IZoneIds.FindAsync(CancellationToken cancellationToken) => FindZoneIdAsync(cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async ValueTask<NodeMetadata> FindAsync(CancellationToken cancellationToken)
    {
        if (ecs.IsPresent)
            return await ecs.GetAsync(cancellationToken);
        if (AsksInstance && await instance.FindAsync("meta-data/instance-id", cancellationToken) is { Length: > 0 })
            return Read(await instance.FindAsync("dynamic/instance-identity/document", cancellationToken));
        return kubernetes.IsPresent
            ? await kubernetes.GetAsync(cancellationToken)
            : throw CsiErrors.Unavailable("nothing tells where this node is: neither ECS, nor the instance metadata service, nor Kubernetes");
    }

    internal static NodeMetadata Read(string? document)
    {
        InstanceIdentity? identity = null;
        try
        {
            identity = document is null ? null : JsonSerializer.Deserialize(document, MetadataJson.Default.InstanceIdentity);
        }
        catch (JsonException)
        {
            // Said below.
        }

        return identity is { InstanceId.Length: > 0, Region.Length: > 0, AvailabilityZone.Length: > 0 }
            ? new NodeMetadata { InstanceId = identity.InstanceId, Region = identity.Region, Zone = identity.AvailabilityZone }
            : throw CsiErrors.Unavailable("the instance identity document does not name instance, region and zone");
    }
}
