using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Hosting;

/// <summary>The mounted device: our own mount on a directory, or one that was handed over, which stays whose it is.</summary>
internal sealed class MountPoint
{
    private const nuint NoSuid = 2;
    private const nuint NoDev = 4;
    private const nuint ReadOnly = 1;
    private const nuint NoAccessTime = 1024;
    private const int Detach = 2;
    private readonly string? _directory;

    private MountPoint(int device, string? directory) => (Device, _directory) = (device, directory);

    public int Device { get; }

    public bool IsOurs => _directory is not null;

    /// <summary>The rules that can be checked before the bucket is asked.</summary>
    public static void Check(string path)
    {
        if (FuseDescriptor.IsNamed(path))
        {
            FuseDescriptor.Take(path);
            return;
        }
        if (File.Exists(path))
            throw new EngineException($"mount point '{path}' is a file, not a directory");
        if (!Directory.Exists(path))
            throw new EngineException($"mount point '{path}' does not exist");
        if (MountTable.TypeAt(Path.GetFullPath(path)) is { } type && type != "autofs")
            throw new EngineException($"mount point '{path}' is already mounted ({type}); unmount it first");
    }

    public static MountPoint Open(EngineOptions options)
    {
        if (FuseDescriptor.IsNamed(options.MountPoint))
            return new MountPoint(FuseDescriptor.Take(options.MountPoint), null);
        var device = Libc.Open("/dev/fuse", Libc.ReadWrite | Libc.CloseOnExec, 0);
        if (device < 0)
            throw new EngineException("/dev/fuse cannot be opened (is the fuse module loaded, and may this user open it?)", LastError.As("open"));
        var flags = NoSuid | NoDev | NoAccessTime | (options.ReadOnly ? ReadOnly : 0);
        var others = options.AllowOther || options.AllowRoot ? ",allow_other" : "";
        var data = $"fd={device},rootmode=40000,user_id={Libc.EffectiveUser()},group_id={Libc.EffectiveGroup()},default_permissions{others}";
        if (Libc.Mount("mountpoint-s3", options.MountPoint, "fuse", flags, data) != 0)
        {
            var error = LastError.As("mount");
            _ = Libc.Close(device);
            throw new EngineException($"'{options.MountPoint}' cannot be mounted; mounting a directory needs root (or let the caller mount and pass /dev/fd/N)", error);
        }
        return new MountPoint(device, options.MountPoint);
    }

    /// <summary>Unmounts what we mounted; with programs still in it, lazily.</summary>
    public void Unmount(EngineLog log)
    {
        if (_directory is null)
            return;
        if (Libc.Unmount(_directory, 0) != 0 && LastError.Number != Errno.Invalid && Libc.Unmount(_directory, Detach) != 0)
            log.Warn("engine", LastError.As($"cannot unmount {_directory}").Message);
    }

    /// <summary>Lets the kernel read ahead in pieces as large as a request may be, where we may say so; its default is 128 KiB.</summary>
    public void RaiseReadAhead(EngineLog log)
    {
        var device = _directory is null ? FuseDescriptor.Connection(Device) is { } minor ? $"0:{minor}" : null : MountTable.DeviceAt(Path.GetFullPath(_directory));
        try
        {
            if (device is not null)
                File.WriteAllText($"/sys/class/bdi/{device}/read_ahead_kb", "1024");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Debug("engine", $"the kernel's read-ahead stays as it is: {exception.Message}");
        }
    }
}
