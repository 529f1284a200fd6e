namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>What container and instance providers answer. A secret.</summary>
internal sealed record KeysAnswer(string? AccessKeyId, string? SecretAccessKey, string? Token, DateTimeOffset? Expiration)
{
    public override string ToString() => "***";
}
