using System.Text.Json.Serialization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>A persistent volume claim.</summary>
internal sealed record ClaimObject : IApiObject
{
    public ApiMetadata Metadata { get; set; } = new();

    public ClaimSpec Spec { get; set; } = new();

    public ClaimStatus Status { get; set; } = new();

    [JsonIgnore]
    public ObjectKey Key => Metadata.Key;

    [JsonIgnore]
    public string Uid => Metadata.Uid;

    [JsonIgnore]
    public string ResourceVersion => Metadata.ResourceVersion;

    /// <summary>The volume's name; null until the claim is bound.</summary>
    [JsonIgnore]
    public string? BoundVolume => Status.Phase == "Bound" && Spec.VolumeName is { Length: > 0 } name ? name : null;

    internal sealed record ClaimSpec
    {
        public string? VolumeName { get; init; }
    }

    internal sealed record ClaimStatus
    {
        public string? Phase { get; init; }
    }
}
