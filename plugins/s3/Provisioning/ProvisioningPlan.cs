namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>What a CreateVolume asks for: a pure function of the request and the configuration.</summary>
internal sealed record ProvisioningPlan
{
    public required ProvisioningMode Mode { get; init; }

    public required VolumeHandle Handle { get; init; }

    /// <summary>What the bucket or the prefix's marker is tagged with.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The attributes of the volume, for node and controller.</summary>
    public required IReadOnlyDictionary<string, string> Context { get; init; }
}
