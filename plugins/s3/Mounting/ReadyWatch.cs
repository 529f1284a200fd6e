using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Files;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// Waits until a handed-over mount is served, or its Mountpoint Pod says why it will not be. The file system itself is asked: the question is answered
/// at the moment mount-s3 begins to serve, and with an error when it has gone.
/// </summary>
internal sealed class ReadyWatch(IFileSystemProbe probe, MountpointMounts mounts, TimeProvider time)
{
    public const string ErrorFile = "mount.err";
    private const int MaxErrorBytes = 16 * 1024;
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long after its end a server may take to say why. A pod of another version may never do.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    /// <exception cref="CsiException">The mount is not served (Failed); the message holds what the pod said.</exception>
    public async Task WaitAsync(string source, Folder comm, string podName, CancellationToken cancellationToken)
    {
        long? dead = null;
        while (true)
        {
            var asked = probe.CheckAsync(source, cancellationToken).AsTask();
            do
            {
                ThrowIfFailed(comm, podName);
                cancellationToken.ThrowIfCancellationRequested();
            }
            while (await Task.WhenAny(asked, Task.Delay(ErrorPause, time, cancellationToken)) != asked);

            var health = await asked;
            if (health == MountHealth.Healthy && mounts.Find(source) is not null)
            {
                ThrowIfFailed(comm, podName);
                return;
            }

            if (health is MountHealth.Unresponsive)
                continue;
            dead ??= time.GetTimestamp();
            if (time.GetElapsedTime(dead.Value) > LastWords)
                throw new CsiException(CsiErrorKind.Failed, $"Mountpoint Pod {podName} failed: mount-s3 ended without saying why");
            await Task.Delay(ErrorPause, time, cancellationToken);
        }
    }

    private static void ThrowIfFailed(Folder comm, string podName)
    {
        if (comm.ReadTail(ErrorFile, MaxErrorBytes) is { } error)
            throw new CsiException(CsiErrorKind.Failed, $"Mountpoint Pod {podName} failed: {error.Trim()}");
    }
}
