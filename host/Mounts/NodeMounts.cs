using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Plans;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

/// <summary>
/// One driver's volumes on this node: publishes, stages, takes back, and recovers at start. It owns every rule about repeated calls; the
/// caller holds a lock on the target (publish) or volume (stage).
/// </summary>
internal sealed class NodeMounts : INodeMounts
{
    private readonly Publishing _publishing;
    private readonly Staging _staging;
    private readonly MountRecovery _recovery;

    /// <summary>Wires a driver.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="backend">Its backend's interfaces.</param>
    /// <param name="processes">Its plugin's helper processes.</param>
    /// <param name="services">What all drivers share.</param>
    public NodeMounts(DriverName driver, MountBackend backend, IProcessSupervisor processes, MountServices services)
        : this(new MountContext(
            driver,
            backend,
            services,
            new StepEffects(services, processes, backend.Handlers, backend.UnmountPolicy),
            services.Store,
            services.Loggers.CreateLogger<NodeMounts>()))
    {
    }

    internal NodeMounts(MountContext context)
    {
        var adoption = new MountAdoption(context);
        _staging = new Staging(context, adoption);
        _publishing = new Publishing(context, adoption, _staging);
        _recovery = new MountRecovery(context, adoption);
    }

    /// <summary>Publishes a volume at a target, or refreshes what is there.</summary>
    /// <exception cref="CsiException">By the rules of the CSI specification.</exception>
    public ValueTask PublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken) =>
        _publishing.PublishAsync(request, call, cancellationToken);

    /// <summary>Takes a target away and removes it; nothing there is no error.</summary>
    /// <exception cref="CsiException">It is in use, belongs to another driver or volume, or holds files of its own.</exception>
    public ValueTask UnpublishAsync(VolumeId volumeId, AbsolutePath targetPath, CallContext call, CancellationToken cancellationToken) =>
        _publishing.UnpublishAsync(volumeId, targetPath, cancellationToken);

    /// <summary>Stages a volume, or does nothing when it is staged there in the same way.</summary>
    /// <exception cref="CsiException">By the rules of the CSI specification.</exception>
    public ValueTask StageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken) =>
        _staging.StageAsync(request, call, cancellationToken);

    /// <summary>Takes a staging path back; nothing there is no error.</summary>
    /// <exception cref="CsiException">A target still uses it, or it belongs to another driver or volume.</exception>
    public ValueTask UnstageAsync(VolumeId volumeId, AbsolutePath stagingPath, CallContext call, CancellationToken cancellationToken) =>
        _staging.UnstageAsync(volumeId, stagingPath, cancellationToken);

    /// <summary>Brings records and mounts into line after a restart. Call it once, before the driver's socket opens.</summary>
    public ValueTask<RecoveryReport> RecoverAsync(CancellationToken cancellationToken) => _recovery.RunAsync(cancellationToken);
}
