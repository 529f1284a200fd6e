using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Ports;

/// <summary>Measures the mount operations that a plugin asks for itself.</summary>
internal sealed class TimedMounter(IMounter inner, PluginInfo plugin, TimeProvider time, IMeterFactory meters) : IMounter
{
    private readonly Histogram<double> _duration = meters.Create("CsiHost").CreateHistogram<double>(
        "csihost.plugin.mount.duration", "s", "Mount operations of plugins, by plugin, operation and outcome.");

    public ValueTask MountAsync(FileSystemMountStep step, CancellationToken cancellationToken) =>
        MeasureAsync("mount", () => inner.MountAsync(step, cancellationToken));

    public ValueTask BindAsync(BindMountStep step, CancellationToken cancellationToken) =>
        MeasureAsync("bind", () => inner.BindAsync(step, cancellationToken));

    public ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken) =>
        MeasureAsync("unmount", () => inner.UnmountAsync(path, policy, cancellationToken));

    public async ValueTask<SafeFileHandle> MountFuseAsync(
        string source, string target, string fileSystemType, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        SafeFileHandle? handle = null;
        await MeasureAsync(
            "mount-fuse",
            async () => handle = await inner.MountFuseAsync(source, target, fileSystemType, options, cancellationToken));
        return handle!;
    }

    private async ValueTask MeasureAsync(string operation, Func<ValueTask> body)
    {
        var start = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            await body();
            outcome = "ok";
        }
        finally
        {
            _duration.Record(
                time.GetElapsedTime(start).TotalSeconds,
                new("plugin", plugin.Id),
                new("operation", operation),
                new("outcome", outcome));
        }
    }
}
