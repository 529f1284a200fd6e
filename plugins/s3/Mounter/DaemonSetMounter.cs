using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>
/// <c>aws-s3-csi-daemonset-mounter</c>: one process a node that runs an engine for each volume. Requests come one connection at a time and get no
/// answer; what fails is told by <c>ID.error</c>. One thread waits for everything.
/// </summary>
internal sealed class DaemonSetMounter : IDisposable
{
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(30);
    private readonly MounterFlags _flags;
    private readonly CommFolder _comm;
    private readonly TimeSpan _limit;
    private readonly int _errorCapacity;
    private readonly Dictionary<string, Volume> _volumes = new(StringComparer.Ordinal);
    private readonly (Descriptor Read, Descriptor Write) _stop = Descriptor.Pipe();
    private RequestReader? _peer;
    private long _peerEnd;
    private bool _isStopping;

    private DaemonSetMounter(MounterFlags flags, TimeSpan limit, int errorCapacity)
    {
        _flags = flags;
        _comm = new CommFolder(flags.CommFolder);
        _limit = limit;
        _errorCapacity = errorCapacity;
    }

    public static int Run(string name, IReadOnlyList<string> arguments)
    {
        var set = new GoFlagSet(name);
        var limit = set.AddDuration("recv-timeout", TimeSpan.FromSeconds(30), "How long one connection may take to send its message (0 for ever)");
        var capacity = set.AddInteger("stderr-capacity", 1 << 20, "How many bytes of each engine's stderr are kept");
        var flags = new MounterFlags(set);
        if (set.Parse(arguments) is { } exit)
        {
            Descriptor.WriteAll(2, Encoding.UTF8.GetBytes(exit.Error));
            return exit.ExitCode;
        }

        using var mounter = new DaemonSetMounter(flags, limit.Value, (int)Math.Clamp(capacity.Value, 0, 64 << 20));
        return mounter.Run();
    }

    public void Dispose()
    {
        _peer?.Dispose();
        _stop.Read.Dispose();
        _stop.Write.Dispose();
    }

    private int Run()
    {
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop);
        try
        {
            using var listener = new UnixListener(_comm.Socket, backlog: 128);
            Log.Info($"waiting for volumes at {_comm.Socket}");
            Serve(listener);
            return 0;
        }
        catch (MounterException exception)
        {
            Log.Error(exception.Message);
            return 255;
        }
    }

    private void Serve(UnixListener listener)
    {
        var nextReport = Environment.TickCount64 + (long)ReportPause.TotalMilliseconds;
        while (!_isStopping || _volumes.Count > 0)
        {
            Wait(listener, nextReport);
            if (!_isStopping && Descriptor.Wait(0, _stop.Read.Number)[0])
                Stop(listener);
            if (!_isStopping)
                Listen(listener);
            foreach (var volume in _volumes.Values.ToArray())
                Look(volume);
            if (Environment.TickCount64 < nextReport)
                continue;
            nextReport = Environment.TickCount64 + (long)ReportPause.TotalMilliseconds;
            Report();
        }
    }

    private void Wait(UnixListener listener, long nextReport)
    {
        var end = _peer is not null && _limit > TimeSpan.Zero ? Math.Min(_peerEnd, nextReport) : nextReport;
        if (_volumes.Values.Any(volume => volume.Engine.Ended < 0))
            end = Math.Min(end, Environment.TickCount64 + 100);
        int[] numbers =
        [
            _isStopping ? -1 : _stop.Read.Number,
            _isStopping ? -1 : _peer?.Number ?? listener.Number,
            .. _volumes.Values.SelectMany(static volume => new[] { volume.Engine.Output, volume.Engine.Errors, volume.Engine.Ended }),
        ];
        Descriptor.Wait((int)Math.Max(0, end - Environment.TickCount64), numbers);
    }

    /// <summary>One connection at a time: takes what the present one sent, or accepts the next.</summary>
    private void Listen(UnixListener listener)
    {
        if (_peer is null && listener.Accept() is { } connection)
        {
            _peer = new RequestReader(connection);
            _peerEnd = Environment.TickCount64 + (long)_limit.TotalMilliseconds;
        }

        if (_peer is null)
            return;
        try
        {
            if (_peer.ReadMore())
                Start(_peer);
            else if (_limit > TimeSpan.Zero && Environment.TickCount64 >= _peerEnd)
                throw new MounterException($"a peer did not send its whole message within {GoDuration.Format(_limit)}");
            else
                return;
        }
        catch (MounterException exception)
        {
            Log.Error(exception.Message);
        }

        _peer.Dispose();
        _peer = null;
    }

    private void Start(RequestReader peer)
    {
        var (request, fuse) = peer.Take();
        using (fuse)
        {
            if (!VolumeNames.IsValid(request.VolumeId))
                throw new MounterException($"volumeId is not a name of letters, digits, '.', '_' and '-' that begins with a letter or digit; refused");
            if (_volumes.ContainsKey(request.VolumeId))
                throw new MounterException($"volume {request.VolumeId} is running already; refused");
            if (request.BucketName.Length == 0)
                throw new MounterException($"volume {request.VolumeId} names no bucket; refused");
            var engine = EngineProcess.Start(
                _flags.Engine, EngineArguments.Build(request, cacheFolder: null), request.Environment, fuse, readsOutput: true);
            _volumes.Add(request.VolumeId, new Volume(request.VolumeId, engine, _errorCapacity));
            Log.Info($"started an engine as process {engine.ProcessId} for volume {request.VolumeId}");
        }
    }

    private void Look(Volume volume)
    {
        var code = volume.Engine.TryWait();
        volume.Forward();
        if (code is null)
            return;
        volume.Flush();
        Log.Info($"the engine of volume {volume.Id} ended with exit code {code}");
        try
        {
            if (code != 0)
                ErrorFile.Write(_comm.ErrorFileOf(volume.Id), volume.Errors.Bytes);
        }
        catch (Exception exception) when (exception is MounterException or IOException or UnauthorizedAccessException)
        {
            Log.Error($"the error of volume {volume.Id} cannot be written: {exception.Message}");
        }

        _volumes.Remove(volume.Id);
        volume.Dispose();
    }

    private void Stop(UnixListener listener)
    {
        _isStopping = true;
        listener.Dispose();
        _peer?.Dispose();
        _peer = null;
        Log.Info($"stopping; {_volumes.Count} engines are asked to end");
        foreach (var volume in _volumes.Values)
            volume.Engine.Terminate();
    }

    private void Report()
    {
        var descriptors = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        const string ChildrenFile = "/proc/thread-self/children"; // not on every kernel
        var children = File.Exists(ChildrenFile) ? File.ReadAllText(ChildrenFile).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length : -1;
        var mounts = File.ReadLines("/proc/self/mountinfo").Count();
        Log.Info(string.Create(
            CultureInfo.InvariantCulture,
            $"{_volumes.Count} volumes, {children} child processes, {descriptors} open descriptors, {mounts} mounts"));
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        Descriptor.WriteAll(_stop.Write.Number, "x"u8);
    }
}
