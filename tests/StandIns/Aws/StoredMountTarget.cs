namespace CsiHost.StandIns.Aws;

/// <summary>A mount target of the stand-in.</summary>
public sealed record StoredMountTarget(string Ip, string Zone, string ZoneId, string State = "available");
