using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts;
using CsiHost.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.TestKit;

/// <summary>
/// The host's mounts on the real node, in the test's process, for a node backend that a test composes itself: real mounts, real records. A second one on
/// the same state is a host that was started again. It needs root.
/// </summary>
public sealed class RealNode : IAsyncDisposable
{
    private readonly ProcessSupervisor _processes;
    private readonly MountServices _services;
    private NodeMounts? _mounts;

    /// <summary>Prepares the ports; <see cref="ServeAsync"/> adds the backend.</summary>
    /// <param name="stateFolder">What survives a restart.</param>
    /// <param name="kubeletRoot">kubelet's folder; use one of the test's own.</param>
    public RealNode(string stateFolder, string kubeletRoot)
    {
        var options = new MountOptions { StateDirectory = new AbsolutePath(stateFolder), KubeletRoot = new AbsolutePath(kubeletRoot) };
        _processes = new ProcessSupervisor(
            Path.Combine(stateFolder, "processes"), options.BootId, static () => new Dictionary<string, string>(), TimeProvider.System,
            NullLogger<ProcessSupervisor>.Instance);
        _services = new MountServices(options, _processes, TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>The mounter.</summary>
    public IMounter Mounter => _services.Mounter;

    /// <summary>The mount table.</summary>
    public IMountTable Table => _services.Table;

    /// <summary>The file-system probe.</summary>
    public IFileSystemProbe Probe => _services.Probe;

    private NodeMounts Mounts => _mounts ?? throw new InvalidOperationException("call ServeAsync first");

    /// <summary>Takes the backend and recovers what the state names, as a host does before its socket opens.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="publisher">Its publisher; where it is an <see cref="IMountAdopter"/> too, it is asked about mounts without a record.</param>
    /// <param name="handlers">Its mount steps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ServeAsync(string driver, INodePublisher publisher, IEnumerable<IMountStepHandler> handlers, CancellationToken cancellationToken)
    {
        var backend = new MountBackend { Publisher = publisher, Adopter = publisher as IMountAdopter, Handlers = handlers, ExclusiveWriter = false };
        _mounts = new NodeMounts(new DriverName(driver), backend, _processes, _services);
        await _mounts.RecoverAsync(cancellationToken);
    }

    /// <summary>NodePublishVolume.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Its deadline.</param>
    public async Task PublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken) =>
        await Mounts.PublishAsync(request, call, cancellationToken);

    /// <summary>NodeUnpublishVolume.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="targetPath">The target.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Its deadline.</param>
    public async Task UnpublishAsync(VolumeId volumeId, AbsolutePath targetPath, CallContext call, CancellationToken cancellationToken) =>
        await Mounts.UnpublishAsync(volumeId, targetPath, call, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsync(_services);
        await DisposeAsync(_processes);
    }

    private static async ValueTask DisposeAsync(object service)
    {
        if (service is IAsyncDisposable later)
            await later.DisposeAsync();
        else
            (service as IDisposable)?.Dispose();
    }
}
