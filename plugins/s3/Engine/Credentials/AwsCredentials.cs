namespace CsiHost.S3Engine.Credentials;

/// <summary>Keys that sign requests. The type prints no secret.</summary>
internal sealed class AwsCredentials(string accessKey, string secretKey, string? sessionToken, DateTimeOffset? expires)
{
    public string AccessKey { get; } = accessKey;
    public string SecretKey { get; } = secretKey;
    public string? SessionToken { get; } = sessionToken;
    public DateTimeOffset? Expires { get; } = expires;

    public override string ToString() => $"credentials of {AccessKey}";
}
