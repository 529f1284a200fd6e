using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>The answer of STS to AssumeRoleWithWebIdentity. Only read, never written.</summary>
internal sealed class WebIdentityDocument
{
    [JsonPropertyName("AssumeRoleWithWebIdentityResponse")]
    public ResponsePart? Response { get; init; }

    internal sealed class ResponsePart
    {
        [JsonPropertyName("AssumeRoleWithWebIdentityResult")]
        public ResultPart? Result { get; init; }
    }

    internal sealed class ResultPart
    {
        [JsonPropertyName("Credentials")]
        public CredentialsPart? Credentials { get; init; }
    }

    internal sealed class CredentialsPart
    {
        [JsonPropertyName("AccessKeyId")]
        public string? AccessKeyId { get; init; }

        [JsonPropertyName("SecretAccessKey")]
        public string? SecretAccessKey { get; init; }

        [JsonPropertyName("SessionToken")]
        public string? SessionToken { get; init; }

        /// <summary>Seconds since 1970 as a number, or a date as text.</summary>
        [JsonPropertyName("Expiration")]
        public JsonElement Expiration { get; init; }
    }
}
