namespace CsiHost.Bench;

/// <summary>
/// Figures of the drivers we replace, to print beside ours: the EFS CSI driver 3.4 and the CSI host-path reference driver, both Go, built from their
/// public sources, measured on two cores over a unix socket with one connection. Other machine, other noise: read them as an order of size.
/// </summary>
internal static class Peers
{
    public static IReadOnlyDictionary<string, string> Figures { get; } = new Dictionary<string, string>
    {
        ["start to first Probe, median"] = "EFS 36-42 ms, host-path 10-14 ms",
        ["resident, idle"] = "EFS 44-46 MB, host-path 15 MB (+ registrar sidecar 19 MB)",
        ["resident after load"] = "EFS 45-47 MB, host-path 20 MB",
        ["Probe, 1 in flight"] = "EFS 18 200/s, p50 44 us, p99 145 us; host-path 7 300/s, p50 120 us",
        ["Probe, 16 in flight"] = "host-path 21 700/s, p50 612 us (NodeGetInfo); EFS 22 900/s, p50 451 us (NodeGetInfo)",
        ["NodeGetInfo, 1 in flight"] = "EFS 13 300/s, p50 60 us, p99 235 us",
        ["NodeGetInfo, 16 in flight"] = "EFS 22 900/s, p50 451 us, p99 4 578 us; host-path 21 700/s",
        ["refused NodePublishVolume, 1 in flight"] = "EFS 10 500/s, p50 81 us, p99 253 us",
        ["refused NodePublishVolume, 16 in flight"] = "EFS 32 300/s, p50 408 us, p99 2 041 us",
    };
}
