using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit;

/// <summary>kubelet's calls to a driver's socket, for tests that start a host as a process.</summary>
/// <param name="socket">The socket, as <c>unix:///path</c>.</param>
/// <param name="limit">How long one call may take.</param>
public sealed class NodeClient(string socket, TimeSpan limit) : IDisposable
{
    private readonly CsiChannel _channel = new(CsiEndpoint.Parse(socket), TimeProvider.System);

    /// <summary>NodePublishVolume of a mounted volume.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="targetPath">The target.</param>
    /// <param name="context">The volume's context with the pod's keys.</param>
    /// <param name="accessMode">The mode's number in the specification; 5 is MULTI_NODE_MULTI_WRITER.</param>
    /// <param name="readOnly">Whether the workload only reads.</param>
    /// <returns>The gRPC code and the message.</returns>
    public async Task<(int Code, string Message)> PublishAsync(
        string volumeId, string targetPath, IReadOnlyDictionary<string, string> context, int accessMode = 5, bool readOnly = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = new NodePublishVolumeRequest
        {
            VolumeId = volumeId,
            TargetPath = targetPath,
            Readonly = readOnly,
            VolumeCapability = new() { Mount = new(), AccessMode = new() { Mode = (VolumeCapability.Types.AccessMode.Types.Mode)accessMode } },
        };
        foreach (var (key, value) in context)
            request.VolumeContext[key] = value;
        return await StatusAsync(() => _channel.CallAsync(NodeMethods.NodePublishVolume, request, limit, CancellationToken.None));
    }

    /// <summary>NodeUnpublishVolume.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="targetPath">The target.</param>
    /// <returns>The gRPC code and the message.</returns>
    public Task<(int Code, string Message)> UnpublishAsync(string volumeId, string targetPath)
    {
        var request = new NodeUnpublishVolumeRequest { VolumeId = volumeId, TargetPath = targetPath };
        return StatusAsync(() => _channel.CallAsync(NodeMethods.NodeUnpublishVolume, request, limit, CancellationToken.None));
    }

    /// <summary>NodeGetInfo and NodeGetCapabilities.</summary>
    /// <returns>The node's id, and the capabilities by their names in the specification.</returns>
    public async Task<(string NodeId, IReadOnlyList<string> Capabilities)> DescribeAsync()
    {
        var info = await _channel.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest(), limit, CancellationToken.None);
        var capabilities = await _channel.CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest(), limit, CancellationToken.None);
        return (info.NodeId, [.. capabilities.Capabilities.Select(entry => entry.Rpc.Type.ToString())]);
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static async Task<(int Code, string Message)> StatusAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            await call();
            return (0, "");
        }
        catch (CallStatusException exception)
        {
            return ((int)exception.Code, exception.Message);
        }
    }
}
