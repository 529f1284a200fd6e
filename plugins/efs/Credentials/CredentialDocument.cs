using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Credentials as ECS, the Pod Identity agent and IMDS answer them. Only read, never written.</summary>
internal sealed class CredentialDocument
{
    [JsonPropertyName("AccessKeyId")]
    public string? AccessKeyId { get; init; }

    [JsonPropertyName("SecretAccessKey")]
    public string? SecretAccessKey { get; init; }

    [JsonPropertyName("Token")]
    public string? Token { get; init; }

    [JsonPropertyName("Expiration")]
    public DateTimeOffset? Expiration { get; init; }
}
