namespace CsiHost.Bench;

/// <summary>Throughput in calls a second, latencies in microseconds.</summary>
internal sealed record LoadResult(double CallsPerSecond, double MedianMicroseconds, double P99Microseconds);
