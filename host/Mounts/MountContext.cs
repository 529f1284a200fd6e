using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Plans;
using CsiHost.Mounts.Records;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

/// <summary>One driver's share of the mounts room: its backend's interfaces and the host's services, wired.</summary>
internal sealed class MountContext
{
    // A revert after a failed call may have to unmount more than one silent mount.
    private static readonly TimeSpan RevertGrace = TimeSpan.FromSeconds(30);

    public MountContext(
        DriverName driver, MountBackend backend, MountServices services, IStepEffects effects, IPublishStore store, ILogger logger)
    {
        Driver = driver;
        Backend = backend;
        Table = services.Table;
        Probe = services.Probe;
        Options = services.Options;
        Effects = effects;
        Store = store;
        Logger = logger;
        Executor = new MountPlanExecutor(effects, store, Table, services.Time, backend.UnmountPolicy.Timeout + RevertGrace, logger);
    }

    public DriverName Driver { get; }

    public MountBackend Backend { get; }

    public MountTable Table { get; }

    public IFileSystemProbe Probe { get; }

    public MountOptions Options { get; }

    public IStepEffects Effects { get; }

    public IPublishStore Store { get; }

    public ILogger Logger { get; }

    public MountPlanExecutor Executor { get; }

    /// <summary>This driver's records.</summary>
    public IEnumerable<PublishRecord> Records => Store.All.Where(record => record.Driver == Driver.Value);

    /// <summary>
    /// Whether what a record names is there and answers. A publish must have something at its target; a stage only where its steps mount.
    /// </summary>
    public async ValueTask<MountHealth> CheckAsync(PublishRecord record, CancellationToken cancellationToken)
    {
        IEnumerable<string> points = record.Kind == RecordKind.Publish
            ? [record.Path]
            : record.Plan.Steps.Select(StepTargets.MountPointOf).OfType<string>();
        foreach (var point in points)
        {
            if (Table.Find(point) is null)
                return MountHealth.Missing;
            var health = await Probe.CheckAsync(point, cancellationToken);
            if (health != MountHealth.Healthy)
                return health;
        }

        return MountHealth.Healthy;
    }
}
