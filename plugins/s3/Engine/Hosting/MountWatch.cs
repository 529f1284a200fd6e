using System.Diagnostics;
using System.Globalization;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Hosting;

/// <summary>--auto-unmount: a second process that unmounts when the first is gone, however it went. It holds the reading end of a pipe that nobody writes to.</summary>
internal static class MountWatch
{
    private const int Detach = 2;

    public static unsafe void Start(string mountPoint)
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
            throw new EngineException("--auto-unmount: no pipe", LastError.As("pipe2"));
        Descriptors.Inherit(ends[0]);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        foreach (var argument in new[] { "--watch", ends[0].ToString(CultureInfo.InvariantCulture), mountPoint })
            start.ArgumentList.Add(argument);
        using var watcher = Process.Start(start) ?? throw new EngineException("--auto-unmount: the watching process did not start");
        _ = Libc.Close(ends[0]);
    }

    public static unsafe int Run(string pipe, string mountPoint)
    {
        byte nothing;
        Descriptors.CloseStandard();
        // Ctrl-C goes to the whole group; the watcher has to outlive it.
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, context => context.Cancel = true);
        using var hangUp = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGHUP, context => context.Cancel = true);
        while (Libc.Read(int.Parse(pipe, CultureInfo.InvariantCulture), &nothing, 1) < 0 && LastError.Number == Errno.Interrupted)
        {
        }
        if (MountTable.TypeAt(Path.GetFullPath(mountPoint)) is "fuse" && !IsAlive(mountPoint))
            _ = Libc.Unmount(mountPoint, Detach);
        return 0;
    }

    /// <summary>Somebody else may have mounted there meanwhile.</summary>
    private static bool IsAlive(string mountPoint)
    {
        try
        {
            return Directory.Exists(mountPoint);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
