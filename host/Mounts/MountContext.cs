using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Plans;
using CsiHost.Mounts.Records;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

/// <summary>One driver's share of the mounts room: its backend's interfaces and the host's services, wired.</summary>
internal sealed partial class MountContext
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

    /// <summary>Whether a record is in place; what is gone or dead is logged, since the caller makes it anew.</summary>
    /// <exception cref="CsiException">It does not answer (Unavailable).</exception>
    public async ValueTask<bool> IsHealthyAsync(PublishRecord record, CancellationToken cancellationToken)
    {
        var health = await CheckAsync(record, cancellationToken);
        var place = record.Kind == RecordKind.Stage ? "staged at" : "at";
        // A silent server may come back, and pods may be using the mount: it is not torn down for that.
        if (health == MountHealth.Unresponsive)
            throw CsiErrors.Unavailable($"the file system of volume {record.VolumeId} {place} {record.Path} does not answer");
        if (health != MountHealth.Healthy)
            Log.Healing(Logger, record.VolumeId, place, record.Path, health);
        return health == MountHealth.Healthy;
    }

    private static partial class Log
    {
        [LoggerMessage(1530, LogLevel.Warning, "Volume {Volume} {Place} {Path} is {Health}; mounting it anew")]
        public static partial void Healing(ILogger logger, string volume, string place, string path, MountHealth health);
    }
}
