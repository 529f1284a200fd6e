using System.Text.Json.Serialization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>A service account.</summary>
internal sealed record AccountObject : IApiObject
{
    public ApiMetadata Metadata { get; set; } = new();

    [JsonIgnore]
    public ObjectKey Key => Metadata.Key;

    [JsonIgnore]
    public string Uid => Metadata.Uid;

    [JsonIgnore]
    public string ResourceVersion => Metadata.ResourceVersion;

    [JsonIgnore]
    public string? RoleArn => Metadata.Annotations?.RoleArn;
}
