using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>A FUSE device that this process mounted and that its children inherit, as the mounter does it.</summary>
internal sealed partial class InheritedDevice : IDisposable
{
    private const int ReadWrite = 2;
    private const nuint Flags = 1024 | 4 | 2; // noatime, nodev, nosuid

    private readonly Timer _guard;

    private InheritedDevice(int number, string path)
    {
        Number = number;
        _guard = new Timer(_ => Sys.Abort(path), null, EngineProcess.Limit, Timeout.InfiniteTimeSpan);
    }

    public int Number { get; }

    public static InheritedDevice Mount(string path)
    {
        var device = open("/dev/fuse", ReadWrite, 0);
        if (device < 0 || mount("mountpoint-s3", path, "fuse", Flags, $"fd={device},rootmode=40000,user_id=0,group_id=0,default_permissions,allow_other") != 0)
            throw new IOException($"mount: {Marshal.GetLastPInvokeErrorMessage()}");
        return new InheritedDevice(device, path);
    }

    public void Dispose()
    {
        _guard.Dispose();
        close(Number);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int open(string path, int flags, int mode);
    [LibraryImport("libc")] private static partial int close(int descriptor);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int mount(string source, string target, string type, nuint flags, string data);
}
