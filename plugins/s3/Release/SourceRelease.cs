using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Pods;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Release;

/// <summary>
/// Takes a source mount away once nothing shows it any more. The Mountpoint Pod is told first that a clean end is wanted; mount-s3 then ends by itself,
/// since its mount is gone. Whatever fails is left as it is, and tried again.
/// </summary>
internal sealed partial class SourceRelease(
    NodePaths paths, MountpointMounts mounts, SourceMounts sources, PodLocks locks, TimeProvider time, ILogger<SourceRelease> logger)
{
    private const string ExitFile = "mount.exit";
    private const string CredentialsFolder = "credentials";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether the controller says that nobody uses a pod any more.</summary>
    public static bool IsWanted(MountpointPod pod) => pod.Metadata.Annotations?.GetValueOrDefault(PodKeys.NeedsUnmount) == PodKeys.True;

    /// <summary>Releases a pod that nobody uses any more.</summary>
    public async Task ReleaseAsync(MountpointPod pod, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(pod.Name, cancellationToken);
        using var comm = Folder.Open(paths.CommOf(pod.Metadata.Uid));
        // Without its folder the pod has ended; its source is left to the round that looks for sources without a pod.
        if (comm is null)
            return;
        comm.Touch(ExitFile);
        if (!await TakeAwayAsync(pod.Name, cancellationToken))
            return;
        using var credentials = comm.OpenChild(CredentialsFolder);
        if (credentials is not null)
            CredentialProvider.CleanUp(credentials, MountKind.Pod, pod.Metadata.Uid, VolumeIdOf(pod));
    }

    /// <summary>Takes away the source of a pod that does not exist.</summary>
    public async Task ReleaseDanglingAsync(string podName, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(podName, cancellationToken);
        await TakeAwayAsync(podName, cancellationToken);
    }

    private async Task<bool> TakeAwayAsync(string podName, CancellationToken cancellationToken)
    {
        var source = paths.SourceOf(podName);
        if (mounts.Find(source) is { } mount)
        {
            if (!await IsUnusedAsync(mount, cancellationToken))
            {
                Log.InUse(logger, source);
                return false;
            }

            await sources.UnmountAsync(source, cancellationToken);
            Log.Unmounted(logger, source);
        }

        RemoveFolder(source);
        return true;
    }

    /// <summary>
    /// Waits a while until no other mount shows the source. Its health does not matter: a dead or silent one that nobody shows is of no use either.
    /// </summary>
    private async Task<bool> IsUnusedAsync(MountEntry mount, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (mounts.OthersOf(mount).Count > 0)
        {
            if (time.GetElapsedTime(start) >= Patience)
                return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }

    private static void RemoveFolder(string source)
    {
        try
        {
            Directory.Delete(source);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    private static string VolumeIdOf(MountpointPod pod) =>
        pod.Metadata.Annotations?.GetValueOrDefault(PodKeys.VolumeId) ?? pod.Metadata.Labels?.GetValueOrDefault(PodKeys.VolumeId) ?? "";

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Information, "Unmounted the source {Source}: nothing uses its Mountpoint Pod any more")]
        public static partial void Unmounted(ILogger logger, string source);

        [LoggerMessage(1021, LogLevel.Information, "The source {Source} is still in use; it is looked at again later")]
        public static partial void InUse(ILogger logger, string source);
    }
}
