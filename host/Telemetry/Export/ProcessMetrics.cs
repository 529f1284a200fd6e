using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace CsiHost.Telemetry.Export;

/// <summary>The process's own figures under the names that dashboards know, and which host and plugins these are.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    private readonly Meter _meter = new("CsiHost.Process");

    public ProcessMetrics(string hostVersion, IReadOnlyList<KeyValuePair<string, object?>[]> plugins, KeyValuePair<string, object?>[] cryptography)
    {
        _meter.CreateObservableCounter("process_cpu", static () => CpuSeconds(), "s", "CPU time of the process, user and system.");
        _meter.CreateObservableGauge("process_resident_memory", static () => Environment.WorkingSet, "By", "Resident memory of the process.");
        _meter.CreateObservableGauge("process_start_time", static () => StartTime(), "s", "Start of the process, seconds since 1970.");
        _meter.CreateObservableGauge("process_open_fds", static () => OpenFiles(), null, "Open file descriptors.");
        _meter.CreateObservableGauge("dotnet_gc_heap_size", static () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed heap.");
        _meter.CreateObservableCounter("dotnet_gc_collections", static () => (long)GC.CollectionCount(0), null, "Garbage collections.");
        _meter.CreateObservableGauge("dotnet_threads", static () => ThreadPool.ThreadCount, null, "Threads of the pool.");
        _meter.CreateObservableGauge("csihost_build_info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", hostVersion)), null, "The host's version.");
        _meter.CreateObservableGauge("csihost_plugin_info", () => plugins.Select(static tags => new Measurement<int>(1, tags)), null, "The plugins loaded.");
        _meter.CreateObservableGauge("csihost_crypto_info", () => new Measurement<int>(1, cryptography), null, "The crypto policy that was verified at start, and its module.");
    }

    public void Dispose() => _meter.Dispose();

    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000d;
    }

    private static int OpenFiles() => Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd")).Count();
}
