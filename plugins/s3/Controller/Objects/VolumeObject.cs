using System.Text.Json.Serialization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>A persistent volume, of this driver or another.</summary>
internal sealed record VolumeObject : IApiObject
{
    public ApiMetadata Metadata { get; set; } = new();

    public VolumeSpec Spec { get; set; } = new();

    [JsonIgnore]
    public ObjectKey Key => Metadata.Key;

    [JsonIgnore]
    public string Name => Metadata.Name;

    [JsonIgnore]
    public string Uid => Metadata.Uid;

    [JsonIgnore]
    public string ResourceVersion => Metadata.ResourceVersion;

    [JsonIgnore]
    public bool IsOurs => Spec.Csi?.Driver == S3Plugin.DriverName;

    /// <summary>The claim that the volume belongs to.</summary>
    [JsonIgnore]
    public ObjectKey? Claim => Spec.ClaimRef is { Name: { } name, Namespace: { } space } ? new ObjectKey(space, name) : null;

    [JsonIgnore]
    public string Handle => Spec.Csi?.VolumeHandle ?? "";

    [JsonIgnore]
    public string MountOptions => string.Join(',', Spec.MountOptions ?? []);

    /// <summary>An attribute; null when it is absent or empty.</summary>
    public string? Attribute(string name) => Spec.Csi?.VolumeAttributes?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    internal sealed record VolumeSpec
    {
        public ClaimReference? ClaimRef { get; init; }

        public CsiSource? Csi { get; init; }

        public IReadOnlyList<string>? MountOptions { get; init; }
    }

    internal sealed record ClaimReference
    {
        public string? Namespace { get; init; }

        public string? Name { get; init; }
    }

    internal sealed record CsiSource
    {
        public string? Driver { get; init; }

        public string? VolumeHandle { get; init; }

        public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }
    }
}
