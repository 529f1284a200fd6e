using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>The metadata of an object that is written back as a whole: what is not named here is kept as it came.</summary>
internal sealed record ObjectMetadata
{
    public string? Name { get; init; }

    public string? GenerateName { get; init; }

    public string? Namespace { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public string? CreationTimestamp { get; init; }

    public string? DeletionTimestamp { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }
}
