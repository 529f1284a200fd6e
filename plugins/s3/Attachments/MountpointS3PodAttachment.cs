using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>
/// The custom resource by which controller and node plugins agree on Mountpoint Pods: the controller writes it, the nodes read it. It is changed
/// by full replacement, so fields of other versions of the driver are kept.
/// </summary>
internal sealed record MountpointS3PodAttachment : IApiObject
{
    public string? ApiVersion { get; set; } = AttachmentApi.ApiVersion;

    public string? Kind { get; set; } = AttachmentApi.Kind;

    public ObjectMetadata Metadata { get; set; } = new();

    public AttachmentSpec Spec { get; set; } = new();

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }

    [JsonIgnore]
    public string Name => Metadata.Name ?? "";

    [JsonIgnore]
    public ObjectKey Key => new("", Name);

    [JsonIgnore]
    public string Uid => Metadata.Uid ?? "";

    [JsonIgnore]
    public string ResourceVersion => Metadata.ResourceVersion ?? "";
}
