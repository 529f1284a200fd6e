using System.Text.Json.Serialization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>
/// The part of an object's metadata that the controller looks at. Of labels and annotations only the keys named here are kept: a cluster's pods
/// carry a lot of text that nobody here reads.
/// </summary>
internal sealed record ApiMetadata
{
    public string Name { get; set; } = "";

    public string Namespace { get; set; } = "";

    public string Uid { get; set; } = "";

    public string ResourceVersion { get; set; } = "";

    public string? DeletionTimestamp { get; init; }

    public KnownLabels? Labels { get; init; }

    public KnownAnnotations? Annotations { get; init; }

    [JsonIgnore]
    public ObjectKey Key => new(Namespace, Name);

    internal sealed record KnownLabels
    {
        [JsonPropertyName(PodKeys.MountpointVersion)]
        public string? MountpointVersion { get; init; }

        [JsonPropertyName(PodKeys.MountedByDriverVersion)]
        public string? MountedByDriverVersion { get; init; }

        [JsonPropertyName(PodKeys.VolumeName)]
        public string? VolumeName { get; init; }

        [JsonPropertyName(PodKeys.HeadroomForWorkload)]
        public string? HeadroomForWorkload { get; init; }

        [JsonPropertyName(PodKeys.HeadroomForPod)]
        public string? HeadroomForPod { get; init; }
    }

    internal sealed record KnownAnnotations
    {
        [JsonPropertyName(PodKeys.VolumeName)]
        public string? VolumeName { get; init; }

        [JsonPropertyName(PodKeys.NeedsUnmount)]
        public string? NeedsUnmount { get; init; }

        [JsonPropertyName(PodKeys.NoNewWorkload)]
        public string? NoNewWorkload { get; init; }

        [JsonPropertyName(PodKeys.RoleArn)]
        public string? RoleArn { get; init; }
    }
}
