using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>AWS credentials of a mount. Not a record, so that no printing shows the secrets; never stored.</summary>
/// <param name="method">See <see cref="Method"/>.</param>
/// <param name="accessKeyId">The key's id, which is no secret.</param>
/// <param name="secretAccessKey">The key.</param>
/// <param name="sessionToken">The token of temporary credentials.</param>
/// <param name="expiration">When they end.</param>
[DebuggerDisplay("{AccessKeyId} from {Method}")]
internal sealed class MountCredentials(string method, string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? expiration)
{
    /// <summary>
    /// The source, as efs-utils records it: <c>ecs:URI</c>, <c>credentials:PROFILE</c>, <c>config:PROFILE</c>, <c>named_profile:PROFILE</c>,
    /// <c>podidentity:URI,FILE</c>, <c>webidentity:ARN,FILE</c> or <c>metadata:</c>.
    /// </summary>
    public string Method { get; } = method;

    public string AccessKeyId { get; } = accessKeyId;

    [JsonIgnore]
    public string SecretAccessKey { get; } = secretAccessKey;

    /// <summary>Null for long-lived keys.</summary>
    [JsonIgnore]
    public string? SessionToken { get; } = sessionToken;

    /// <summary>Null when they do not end.</summary>
    public DateTimeOffset? Expiration { get; } = expiration;

    public override string ToString() => $"{AccessKeyId} from {Method}";
}
