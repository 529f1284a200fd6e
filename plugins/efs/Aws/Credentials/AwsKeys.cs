namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>Credentials as a provider gave them. Never printed.</summary>
internal sealed record AwsKeys(string AccessKeyId, string SecretAccessKey, string SessionToken)
{
    /// <summary>When they end; null when the provider did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public override string ToString() => "***";
}
