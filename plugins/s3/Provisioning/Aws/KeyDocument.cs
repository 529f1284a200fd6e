using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>Temporary keys as the credentials services of containers and instances write them. No text of it is ever logged.</summary>
internal sealed class KeyDocument
{
    public string AccessKeyId { get; set; } = "";

    public string SecretAccessKey { get; set; } = "";

    public string Token { get; set; } = "";

    [JsonPropertyName("Expiration")]
    public DateTimeOffset? ExpiresAt { get; init; }
}
