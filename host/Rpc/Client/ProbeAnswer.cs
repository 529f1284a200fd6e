namespace CsiHost.Rpc.Client;

/// <summary>What a driver said to Probe.</summary>
internal readonly record struct ProbeAnswer(bool IsHealthy, bool IsReady, string Reason);
