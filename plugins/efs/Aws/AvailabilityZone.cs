namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A zone's name (which differs between accounts) and id (which does not).</summary>
internal sealed record AvailabilityZone(string Name, string Id);
