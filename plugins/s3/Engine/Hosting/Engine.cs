using System.Runtime.InteropServices;
using CsiHost.S3Engine.Caching;
using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.Resume;
using CsiHost.S3Engine.S3;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Hosting;

/// <summary>One mount from its start to its end.</summary>
internal sealed class Engine(EngineOptions options, EngineEnvironment environment, EngineLog log, TimeProvider time) : IDisposable
{
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HandleTable _handles = new();
    private Resumption? _resumption;
    private volatile bool _unmounted;

    public static async Task<int> RunAsync(EngineOptions options, EngineEnvironment environment, TimeProvider time)
    {
        var log = LogSinks.Create(options, environment, time);
        try
        {
            using var engine = new Engine(options, environment, log, time);
            return await engine.ServeAsync();
        }
        catch (Exception exception)
        {
            log.Error("engine", exception is EngineException or S3Exception ? exception.Message : exception.ToString());
            throw;
        }
    }

    public void Dispose() => _resumption?.Dispose();

    private async Task<int> ServeAsync()
    {
        WritePidFile();
        MountPoint.Check(options.MountPoint);
        if (options.ZeroTtl)
            log.Warn("engine", "--metadata-ttl 0 means 'minimal'");
        var blocks = MemoryPlan.Blocks(options, MemoryPlan.MachineBytes(), log);
        using var http = HttpFactory.Create(options);
        var client = await new BucketConnector(options, environment, http, log, time).ConnectAsync();
        var cacheFolder = options.CacheDirectory is { } root
            ? new CacheFolder(root, environment["UNSTABLE_MOUNTPOINT_CACHE_KEY"], environment.IsTrue("UNSTABLE_MOUNTPOINT_DISABLE_CACHE_CLEANUP"))
            : null;
        cacheFolder?.Prepare();
        var mountPoint = MountPoint.Open(options);
        var mount = Mount(client, mountPoint, blocks);
        var session = Assemble(mount, mountPoint, cacheFolder);
        using var signals = new Signals(log, Stop);
        session.Start();
        if (options.AutoUnmount)
            MountWatch.Start(options.MountPoint);
        Announce();
        using var upkeep = new Upkeep(mount, options.LogMetrics || options.Debug, () => _resumption?.TidyJournal());
        var code = await _ended.Task;
        await CloseAsync(mountPoint, cacheFolder);
        return code;
    }

    private MountContext Mount(S3Client client, MountPoint mountPoint, long blocks) =>
        new(options, client, new Replies(mountPoint.Device), new BlockPool(), new MemoryBudget(blocks, time), log, time)
        {
            User = options.User ?? Libc.EffectiveUser(),
            Group = options.Group ?? Libc.EffectiveGroup(),
            Limits = new FuseLimits(
                (ushort)environment.Number("UNSTABLE_MOUNTPOINT_MAX_BACKGROUND", FuseLimits.Default.MaxBackground, 1, ushort.MaxValue),
                (ushort)environment.Number("UNSTABLE_MOUNTPOINT_CONGESTION_THRESHOLD", FuseLimits.Default.CongestionThreshold, 1, ushort.MaxValue)),
        };

    private FuseSession Assemble(MountContext mount, MountPoint mountPoint, CacheFolder? cacheFolder)
    {
        var nodes = new NodeTable(time);
        var lookups = new Lookups(mount, nodes);
        var cache = cacheFolder is null ? null : new DiskCache(cacheFolder, new CacheIndex(options.MaxCacheMiB * EngineOptions.MiB, () => Volume(cacheFolder)), log);
        var window = environment.Number("UNSTABLE_MOUNTPOINT_MAX_PREFETCH_WINDOW_SIZE", 128 * 1024 * 1024, 1024 * 1024, int.MaxValue);
        var reading = new ReadService(mount, cache, window);
        mount.Budget.Reclaim = reading.Reclaim;
        var uploads = new UploadService(mount, nodes, Fatal);
        var files = new FileOperations(mount, nodes, lookups, _handles, reading, uploads);
        var dispatcher = new Dispatcher(mount, nodes, lookups, _handles, reading, files, new NameOperations(mount, nodes, lookups), new NodeAttributes(mount))
        {
            OnEnded = Unmounted,
            Negotiated = _ => Task.Run(() => mountPoint.RaiseReadAhead(log)),
        };
        // Nothing blocks a reader thread but the device itself, so a few are plenty.
        var session = new FuseSession(mountPoint.Device, dispatcher, Math.Min(options.MaxThreads, Math.Clamp(Environment.ProcessorCount, 2, 8)));
        dispatcher.Session = session;
        if (environment["CSI_S3_ENGINE_STATE"] is { } folder)
        {
            _resumption = new Resumption(mount, nodes, _handles);
            if (_resumption.Begin(folder, FuseDescriptor.Connection(mountPoint.Device), uploads, reading, new NodeAttributes(mount)))
            {
                dispatcher.Resume();
                _resumption.AskAgain();
            }
        }
        return session;
    }

    private void Announce()
    {
        var what = options.Prefix.Length > 0 ? $"prefix {options.Prefix} of bucket {options.Bucket}" : $"bucket {options.Bucket}";
        Console.Out.WriteLine($"{what} is mounted at {options.MountPoint}");
        log.Info("engine", $"{what} is mounted at {options.MountPoint}");
        Background.Report(environment);
    }

    /// <summary>Uploads that are not complete are taken back, so that the bucket keeps no parts of them.</summary>
    private async Task CloseAsync(MountPoint mountPoint, CacheFolder? cacheFolder)
    {
        var patience = TimeSpan.FromSeconds(5);
        try
        {
            await Task.WhenAll(_handles.All.OfType<FileWriter>().Select(writer => writer.CancelAsync())).WaitAsync(patience, time);
        }
        catch (Exception exception)
        {
            log.Warn("engine", $"not every unfinished upload could be aborted: {exception.Message}");
        }
        if (_unmounted || mountPoint.IsOurs)
            _resumption?.End();
        cacheFolder?.Wipe();
        mountPoint.Unmount(log);
        log.Info("engine", "ended");
    }

    private void Fatal(string message)
    {
        log.Error("engine", message);
        Console.Error.WriteLine($"Error: {message}");
        Stop(1);
    }

    private void Unmounted()
    {
        _unmounted = true;
        Stop(0);
    }

    private void Stop(int code) => _ended.TrySetResult(code);

    private void WritePidFile()
    {
        if (environment["UNSTABLE_MOUNTPOINT_PID_FILE"] is { } path)
            File.WriteAllText(path, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static (long Free, long Total) Volume(CacheFolder folder)
    {
        var drive = new DriveInfo(folder.Root);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }

    /// <summary>INT, TERM and HUP end the mount; USR2 makes the log louder.</summary>
    private sealed class Signals : IDisposable
    {
        private const PosixSignal User2 = (PosixSignal)12;
        private readonly List<PosixSignalRegistration> _registrations = [];

        public Signals(EngineLog log, Action<int> stop)
        {
            foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    stop(0);
                }));
            }
            _registrations.Add(PosixSignalRegistration.Create(User2, context =>
            {
                context.Cancel = true;
                log.Cycle();
            }));
        }

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
    }
}
