namespace CsiHost.StandIns.Aws;

/// <summary>Who an access key belongs to.</summary>
public sealed record AwsIdentity
{
    public required string SecretAccessKey { get; init; }

    public string SessionToken { get; init; } = "";

    public DateTimeOffset? ExpiresAt { get; init; }

    public string Account { get; init; } = "";

    public string Role { get; init; } = "";
}
