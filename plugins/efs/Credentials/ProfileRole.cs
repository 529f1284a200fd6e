namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>What a profile says about the role it stands for.</summary>
internal sealed record ProfileRole
{
    public required string Arn { get; init; }

    public string? SourceProfile { get; init; }

    public string? CredentialSource { get; init; }

    public string? ExternalId { get; init; }

    public string? SessionName { get; init; }
}
