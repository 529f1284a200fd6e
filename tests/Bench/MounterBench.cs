using System.Diagnostics;

namespace CsiHost.Bench;

/// <summary>The mounter that runs in every Mountpoint Pod: how soon it listens, and what it holds in memory while it waits.</summary>
internal sealed class MounterBench(string executable) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("csi-bench-").FullName;

    /// <summary>Median milliseconds to the socket, and the resident megabytes then.</summary>
    public async Task<(double Milliseconds, double Megabytes)> RunAsync(int starts)
    {
        var times = new List<double>();
        var megabytes = 0.0;
        for (var round = 0; round < starts; round++)
        {
            var comm = Directory.CreateDirectory(Path.Combine(_folder, $"{round}")).FullName;
            var start = TimeProvider.System.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(executable, ["--comm-dir", comm]) { RedirectStandardError = true })!;
            while (!File.Exists(Path.Combine(comm, "mount.sock")) && TimeProvider.System.GetElapsedTime(start) < Patience)
                Thread.Yield();
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            megabytes = process.WorkingSet64 / 1e6;
            process.Kill();
            await process.WaitForExitAsync();
        }

        return (times.Order().ElementAt(times.Count / 2), megabytes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
