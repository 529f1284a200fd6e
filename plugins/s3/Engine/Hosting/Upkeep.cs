using System.Diagnostics;
using System.Globalization;
using CsiHost.S3Engine.Files;

namespace CsiHost.S3Engine.Hosting;

/// <summary>What is done every five seconds: figures into the log, and unused memory back to the system.</summary>
internal sealed class Upkeep : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private const int KeptBlocks = 16;
    private readonly ITimer _timer;
    private readonly MountContext _mount;
    private readonly Action _tidy;
    private long _lastRequests;

    public Upkeep(MountContext mount, bool metrics, Action tidy)
    {
        (_mount, _tidy) = (mount, tidy);
        _timer = mount.Time.CreateTimer(_ => Run(metrics), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Run(bool metrics)
    {
        var counters = _mount.Client.Transport.Counters;
        var idle = counters.Requests == _lastRequests;
        _lastRequests = counters.Requests;
        if (idle)
            _mount.Pool.Trim(KeptBlocks);
        _tidy();
        if (!metrics || !_mount.Log.IsOn(Logging.LogLevel.Info, "metrics"))
            return;
        using var self = Process.GetCurrentProcess();
        _mount.Log.Info("metrics", string.Create(CultureInfo.InvariantCulture,
            $"s3.request_count={counters.Requests} s3.request_errors={counters.Failures} s3.bytes_received={counters.BytesReceived} s3.bytes_uploaded={counters.BytesUploaded} process.memory_usage={self.WorkingSet64} pool.mapped={_mount.Pool.MappedBytes} budget.free={_mount.Budget.Free}"));
    }
}
