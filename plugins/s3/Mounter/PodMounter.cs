using System.Runtime.InteropServices;
using System.Text;
using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>
/// <c>aws-s3-csi-mounter</c>: waits in a Mountpoint Pod for one mount request, runs the engine with it, and ends with it. From the moment a request
/// is there a SIGTERM is ignored, so that the volume outlives a drain of the node; the node plugin ends it by unmounting.
/// </summary>
internal sealed class PodMounter
{
    private const int StandardError = 2;
    private const int ErrorBytes = 64 * 1024;
    private const int Fatal = 255;
    private const int EndedByTerm = 128 + 15;
    private static readonly TimeSpan ExitFilePause = TimeSpan.FromSeconds(1);
    private readonly CommFolder _comm;
    private readonly string _engine;
    private readonly string _cacheFolder;
    private readonly TimeSpan _limit;
    private volatile bool _isServing;

    private PodMounter(MounterFlags flags, string cacheFolder, TimeSpan limit)
    {
        _comm = new CommFolder(flags.CommFolder);
        _engine = flags.Engine;
        _cacheFolder = cacheFolder;
        _limit = limit;
    }

    public static int Run(string name, IReadOnlyList<string> arguments)
    {
        var set = new GoFlagSet(name);
        var limit = set.AddDuration("mount-sock-recv-timeout", TimeSpan.FromMinutes(2), "How long to wait for the mount options");
        var cache = set.AddText("local-cache-dir", "/local-cache", "Directory of the pod's cache volume");
        var flags = new MounterFlags(set);
        if (set.Parse(arguments) is { } exit)
        {
            Descriptor.WriteAll(StandardError, Encoding.UTF8.GetBytes(exit.Error));
            return exit.ExitCode;
        }

        return new PodMounter(flags, cache.Value!, limit.Value).Run();
    }

    private int Run()
    {
        // As process 1 of its pod the default action of a signal would not happen.
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);
        (MountRequest Request, Descriptor Fuse)? received;
        try
        {
            received = Receive();
        }
        catch (Exception exception) when (exception is MounterException or IOException or UnauthorizedAccessException)
        {
            if (_comm.WantsExit)
                return 0;
            Log.Error($"Failed to receive mount options from {_comm.Socket}: {exception.Message}");
            return Fatal;
        }

        return received is { } found ? Serve(found.Request, found.Fuse) : 0;
    }

    /// <summary>Null when the node plugin wants this pod to end without a mount.</summary>
    private (MountRequest Request, Descriptor Fuse)? Receive()
    {
        var end = Environment.TickCount64 + (long)_limit.TotalMilliseconds;
        using var listener = new UnixListener(_comm.Socket, backlog: 4);
        Log.Info($"waiting for mount options at {_comm.Socket}");
        while (true)
        {
            if (Left(end) is var left && left == 0)
                throw new MounterException($"timed out after {GoDuration.Format(_limit)}");
            Descriptor.Wait((int)Math.Min(left, (long)ExitFilePause.TotalMilliseconds), listener.Number);
            if (listener.Accept() is { } connection)
                return Receive(connection, end);
            if (_comm.WantsExit)
                return null;
        }
    }

    private (MountRequest Request, Descriptor Fuse) Receive(Descriptor connection, long end)
    {
        using var reader = new RequestReader(connection);
        while (!reader.ReadMore())
        {
            if (Left(end) is var left && left == 0)
                throw new MounterException($"a peer connected, but did not send its whole message within {GoDuration.Format(_limit)}");
            Descriptor.Wait((int)left, reader.Number);
        }

        var received = reader.Take();
        _isServing = true;
        return received;
    }

    private int Serve(MountRequest request, Descriptor fuse)
    {
        int code;
        var errors = new OutputTail(ErrorBytes);
        try
        {
            using (fuse)
            {
                if (request.BucketName.Length == 0)
                    throw new MounterException("the mount options name no bucket");
                using var engine = EngineProcess.Start(_engine, EngineArguments.Build(request, _cacheFolder), request.Environment, fuse, readsOutput: false);
                fuse.Dispose();
                Log.Info($"started {_engine} as process {engine.ProcessId} for bucket {request.BucketName}");
                code = Watch(engine, errors);
            }
        }
        catch (MounterException exception)
        {
            Log.Error(exception.Message);
            errors.Append(Encoding.UTF8.GetBytes(exception.Message + "\n"));
            code = -1;
        }

        return Conclude(code, errors);
    }

    private int Conclude(int code, OutputTail errors)
    {
        if (_comm.WantsExit)
            return 0;
        if (code == 0)
        {
            Log.Info("the engine ended without being asked to; the container starts again for the next mount options");
            return 1;
        }

        if (errors.Bytes.IsEmpty)
            errors.Append(Encoding.UTF8.GetBytes($"{Path.GetFileName(_engine)} ended with exit code {code} and said nothing\n"));
        try
        {
            ErrorFile.Write(_comm.ErrorFile, errors.Bytes);
        }
        catch (Exception exception) when (exception is MounterException or IOException or UnauthorizedAccessException)
        {
            Log.Error($"{_comm.ErrorFile} cannot be written: {exception.Message}");
        }

        return Fatal;
    }

    private static int Watch(EngineProcess engine, OutputTail errors)
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (true)
        {
            // Without a process descriptor the end is looked for now and then.
            Descriptor.Wait(engine.Ended < 0 ? 100 : -1, engine.Errors, engine.Ended);
            var code = engine.TryWait();
            while (engine.Errors >= 0 && Descriptor.Wait(0, engine.Errors)[0])
            {
                var read = buffer[..engine.ReadErrors(buffer)];
                Descriptor.WriteAll(StandardError, read);
                errors.Append(read);
            }

            if (code is { } known)
                return known;
        }
    }

    private static long Left(long end) => Math.Max(0, end - Environment.TickCount64);

    private void OnTerm(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_isServing)
            Libc.ExitNow(EndedByTerm);
        Log.Info("SIGTERM is ignored: the volume is in use until the node plugin unmounts it");
    }
}
