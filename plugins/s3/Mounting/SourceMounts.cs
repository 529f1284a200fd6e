using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Files;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The source mounts: one FUSE mount a Mountpoint Pod, which every workload of the pod binds.</summary>
internal sealed class SourceMounts(
    MountpointMounts mounts, IMounter mounter, IFileSystemProbe probe, MountpointPodSocket socket, ReadyWatch ready, TimeProvider time)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly TimeSpan UndoLimit = TimeSpan.FromSeconds(30);

    // A dead server's mount is of no use to anybody; one whose server lives is only busy.
    private static readonly UnmountPolicy Policy = new() { Timeout = TimeSpan.FromSeconds(10), Escalation = UnmountMode.Detach };

    /// <summary>Whether a source is mounted and served. One whose server is gone is unmounted.</summary>
    /// <exception cref="CsiException">It is mounted and does not answer (Unavailable).</exception>
    public async Task<bool> CheckAsync(string source, CancellationToken cancellationToken)
    {
        if (mounts.Find(source) is null)
            return false;
        switch (await probe.CheckAsync(source, cancellationToken))
        {
            case MountHealth.Healthy:
                return true;
            case MountHealth.Unresponsive:
                throw CsiErrors.Unavailable($"the mount at {source} does not answer");
            default:
                await UnmountAsync(source, cancellationToken);
                return false;
        }
    }

    /// <summary>Mounts a source and hands it to its Mountpoint Pod. On failure nothing of it is left.</summary>
    /// <param name="source">Where.</param>
    /// <param name="comm">The folder shared with the pod.</param>
    /// <param name="podName">The pod.</param>
    /// <param name="inputs">The publish.</param>
    /// <param name="message">What the pod is told.</param>
    /// <param name="cancellationToken">The limit.</param>
    /// <exception cref="CsiException">It is not served (Failed).</exception>
    public async Task MountAsync(
        string source, Folder comm, string podName, PublishInputs inputs, MountMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(source, FolderMode);
        comm.Remove(ReadyWatch.ErrorFile);
        var isMounted = false;
        try
        {
            using (var fuse = await mounter.MountFuseAsync(MountpointMounts.DeviceName, source, "fuse", FuseOptions(inputs), cancellationToken))
            {
                isMounted = true;
                await socket.SendAsync(comm, message.Encode(), fuse, cancellationToken);
            }

            await ready.WaitAsync(source, comm, podName, cancellationToken);
        }
        catch (Exception exception)
        {
            await UndoAsync(source, isMounted);
            throw exception is OperationCanceledException
                ? new CsiException(CsiErrorKind.Failed, $"Mountpoint Pod {podName} did not serve the mount before the call's deadline", exception)
                : exception is CsiException ? exception : new CsiException(CsiErrorKind.Failed, exception.Message, exception);
        }
    }

    public ValueTask UnmountAsync(string source, CancellationToken cancellationToken) => mounter.UnmountAsync(source, Policy, cancellationToken);

    /// <summary>mount(2)'s options. Files are checked by the kernel; who may look at all is checked by it or by mount-s3.</summary>
    internal static IReadOnlyList<string> FuseOptions(PublishInputs inputs)
    {
        List<string> options = ["nosuid", "nodev", "noatime", "default_permissions"];
        if (inputs.IsSourceReadOnly)
            options.Insert(0, "ro");
        // Without it the kernel lets in nobody but root. mount-s3 narrows it to root and itself where only that is asked for.
        if (inputs.Arguments.Any(static argument => argument is MountArgumentPolicy.AllowOther or MountArgumentPolicy.AllowRoot))
            options.Add("allow_other");
        return options;
    }

    private async Task UndoAsync(string source, bool isMounted)
    {
        if (!isMounted && mounts.Find(source) is null)
            return;
        using var limit = new CancellationTokenSource(UndoLimit, time);
        try
        {
            await UnmountAsync(source, limit.Token);
        }
        catch (Exception exception) when (exception is CsiException or OperationCanceledException)
        {
            // The failure that led here is the one to tell; the next publish, or the release of the pod, finds the mount.
        }
    }
}
