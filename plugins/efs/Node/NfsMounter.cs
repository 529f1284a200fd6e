using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.Plugins.Efs.Volumes;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>
/// Makes and takes away NFS mounts. The kernel mounts by itself; only in another network namespace the helper of nfs-utils does, since a mount belongs
/// to the namespace of the process that makes it.
/// </summary>
internal sealed partial class NfsMounter(
    IMounter mounter, IMountTable table, IProcessSupervisor processes, ITunnels tunnels, ReadAhead readAhead, EfsOptions options, TimeProvider time,
    ILogger<NfsMounter> logger)
{
    private const string FileSystemType = "nfs4";
    private const string Loopback = "127.0.0.1";
    private const string EnterNamespace = "/usr/bin/nsenter";
    private const string MountHelper = "/sbin/mount.nfs4";

    /// <summary>How hard mounts of this driver are unmounted.</summary>
    public UnmountPolicy UnmountPolicy { get; } = new()
    {
        Timeout = options.UnmountTimeout,
        Escalation = options.ForceUnmountAfterTimeout ? UnmountMode.Force : UnmountMode.Detach,
    };

    /// <exception cref="CsiException">It failed, after as many attempts as its kind of failure is worth.</exception>
    public async ValueTask MountAsync(NfsMount mount, CancellationToken cancellationToken)
    {
        if (IsMounted(mount.Target))
            return;
        var step = Step(mount);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TryAsync(mount, step, isLast: attempt + 1 >= mount.Attempts, cancellationToken);
                break;
            }
            catch (CsiException exception) when (attempt + 1 < mount.Attempts && IsWorthRetrying(mount, exception))
            {
                var pause = exception.Kind == CsiErrorKind.Timeout ? TimeSpan.Zero : Pause(attempt, Random.Shared.NextDouble());
                LogRetry(attempt + 1, mount.Attempts, exception.Message, pause.TotalSeconds);
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (CsiException exception)
            {
                throw Explain(mount, exception);
            }
        }

        if (mount.RaisesReadAhead && table.Find(mount.Target) is { } entry)
            readAhead.Raise(entry, step.Options);
    }

    /// <summary>Unmounts what is NFS at the target. Nothing there is no error; what else is there is not ours.</summary>
    public async ValueTask UnmountAsync(string target, CancellationToken cancellationToken)
    {
        while (IsMounted(target))
            await mounter.UnmountAsync(target, UnmountPolicy, cancellationToken);
    }

    /// <summary>The kernel's mount of a request whose tunnel, if it has one, is open.</summary>
    internal FileSystemMountStep Step(NfsMount mount)
    {
        var final = OptionList.Parse(mount.Options);
        if (mount.Server is null)
        {
            var port = tunnels.FindPort(mount.Target) ?? throw CsiErrors.FailedPrecondition($"the tunnel of {mount.Target} is not open");
            final = NfsOptions.Final(final, StorageKind.Efs, port);
            final.Set("addr", Loopback);
            final.Set("clientaddr", Loopback);
        }
        else
        {
            final.Set("addr", mount.Address);
        }

        return new FileSystemMountStep
        {
            Source = $"{mount.Server ?? Loopback}:{mount.Path}",
            Target = mount.Target,
            FileSystemType = FileSystemType,
            Options = final.ToList(),
        };
    }

    /// <summary>1.5 to the power of the attempt, and up to a second so that many mounts do not come back at once.</summary>
    internal static TimeSpan Pause(int attempt, double random) => TimeSpan.FromSeconds(Math.Pow(1.5, attempt) + random);

    internal static bool IsWorthRetrying(NfsMount mount, CsiException exception) =>
        exception.Kind == CsiErrorKind.Timeout
        || exception.Message.Contains("ECONNRESET", StringComparison.Ordinal)
        || exception.Message.Contains("reset by peer", StringComparison.Ordinal)
        || (mount.RetriesRefusal && IsRefusal(exception));

    private static bool IsRefusal(CsiException exception) =>
        exception.Kind == CsiErrorKind.PermissionDenied || exception.Message.Contains("access denied by server", StringComparison.Ordinal);

    private static CsiException Explain(NfsMount mount, CsiException exception)
    {
        if (IsRefusal(exception))
        {
            return new CsiException(
                CsiErrorKind.PermissionDenied,
                $"access denied by server while mounting {mount.Path}: the file system's policy, the IAM role (mount option iam) or the access point does not allow it",
                exception);
        }

        return exception.Kind == CsiErrorKind.NotFound
            ? CsiErrors.NotFound($"mounting {mount.Path} failed: the file system has no such directory ({exception.Message})")
            : exception;
    }

    private bool IsMounted(string target) => table.Find(target) is { } entry && entry.FileSystemType.StartsWith("nfs", StringComparison.Ordinal);

    private async ValueTask TryAsync(NfsMount mount, FileSystemMountStep step, bool isLast, CancellationToken cancellationToken)
    {
        // A mount(2) that waits cannot be ended, and its kernel goes on connecting by itself, so it has the call's own limit.
        if (mount.NetworkNamespace is { } space)
            await MountInNamespaceAsync(space, mount.AttemptLimit, step, isLast, cancellationToken);
        else
            await mounter.MountAsync(step, cancellationToken);
    }

    private async ValueTask MountInNamespaceAsync(
        string space, TimeSpan attemptLimit, FileSystemMountStep step, bool isLast, CancellationToken cancellationToken)
    {
        // The helper finds the addresses itself.
        var helperOptions = OptionList.Parse(step.Options);
        helperOptions.RemoveAll(static name => name is "addr" or "clientaddr");
        using var timer = new CancellationTokenSource(isLast ? Timeout.InfiniteTimeSpan : attemptLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var result = await processes.RunAsync(
                EnterNamespace, [$"--net={space}", MountHelper, step.Source, step.Target, "-o", helperOptions.ToString()], new Dictionary<string, string>(), both.Token);
            if (result.ExitCode != 0)
                throw CsiErrors.Unavailable($"{MountHelper} failed with exit code {result.ExitCode}: {result.Error.Trim()}");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CsiException(CsiErrorKind.Timeout, $"{MountHelper} did not end within {attemptLimit.TotalSeconds:0} s", exception);
        }
    }

    [LoggerMessage(2020, LogLevel.Warning, "Mount attempt {Attempt}/{Attempts} failed due to {Reason}, wait {Seconds:0.0} sec before next attempt.")]
    private partial void LogRetry(int attempt, int attempts, string reason, double seconds);
}
