using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

/// <summary>
/// Takes away everything stacked at a path: an ordinary unmount first, harder only when the server is dead or silent. A mount that a live
/// process uses is never torn away; that is an error, and the caller tries again.
/// </summary>
internal sealed partial class Unmounter(
    MountTable table, TargetPaths paths, BlockingCallRunner runner, IFileSystemProbe probe, TimeProvider time, ILogger<Unmounter> logger)
{
    private const int MaxStacked = 64;
    private const int BusyRetries = 3;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Unmounts. Nothing mounted there is no error.</summary>
    public async ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxStacked; round++)
        {
            if (table.Find(path) is null)
                return;
            await UnmountTopAsync(path, policy, cancellationToken);
        }

        throw CsiErrors.FailedPrecondition($"{path} is still mounted after {MaxStacked} unmounts");
    }

    private async ValueTask UnmountTopAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var failure = await TryAsync(path, UnmountFlags.None, policy.Timeout, cancellationToken);
            if (failure is null)
                return;
            if (await IsDeadAsync(path, failure.Value, cancellationToken))
            {
                await EscalateAsync(path, policy, failure.Value, cancellationToken);
                return;
            }

            if (failure != Errno.EBUSY)
                throw MountErrors.ToCsi(new NativeException("umount", path, failure.Value));
            if (attempt == BusyRetries)
                throw CsiErrors.FailedPrecondition($"{path} is in use by a process; it was not unmounted");
            await Task.Delay(BusyPause, time, cancellationToken);
        }
    }

    private async ValueTask<bool> IsDeadAsync(string path, int failure, CancellationToken cancellationToken)
    {
        if (failure == Errno.EBUSY)
            return await probe.CheckAsync(path, cancellationToken) is MountHealth.Dead or MountHealth.Unresponsive;
        return MountErrors.IsDead(failure);
    }

    private async ValueTask EscalateAsync(string path, UnmountPolicy policy, int failure, CancellationToken cancellationToken)
    {
        if (policy.Escalation == UnmountMode.Normal)
            throw CsiErrors.Unavailable($"{path} does not answer and was not unmounted", new NativeException("umount", path, failure));

        Log.Escalating(logger, path, Errno.Name(failure), policy.Escalation);
        var flags = policy.Escalation == UnmountMode.Force ? UnmountFlags.Force : UnmountFlags.Detach;
        for (var attempt = 0; await TryAsync(path, flags, policy.Timeout, cancellationToken) is { } error; attempt++)
        {
            // Whoever waited for an aborted request needs a moment to leave.
            if (error != Errno.EBUSY || attempt == BusyRetries)
                throw MountErrors.ToCsi(new NativeException("umount", path, error));
            await Task.Delay(BusyPause, time, cancellationToken);
        }
    }

    /// <summary>One umount2(2): null when the mount is gone, otherwise the error; a call that does not come back counts as ETIMEDOUT.</summary>
    private async ValueTask<int?> TryAsync(string path, UnmountFlags flags, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.Start("umount " + path, () => Unmount(path, flags)).WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Errno.ETIMEDOUT;
        }
    }

    private int? Unmount(string path, UnmountFlags flags)
    {
        using var parent = paths.OpenParent(path);
        if (parent is null)
            return null;
        try
        {
            MountCalls.Unmount($"{FileCalls.PathOf(parent)}/{TargetPaths.NameOf(path)}", flags, path);
            return null;
        }
        catch (NativeException exception) when (exception.Errno is Errno.EINVAL or Errno.ENOENT)
        {
            // Someone else was faster.
            return null;
        }
        catch (NativeException exception)
        {
            return exception.Errno;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1500, LogLevel.Warning, "The mount at {Path} does not go away by an ordinary unmount ({Error}); going on with {Mode}")]
        public static partial void Escalating(ILogger logger, string path, string error, UnmountMode mode);
    }
}
