namespace CsiHost.S3Engine.Credentials;

/// <summary>A role on top of other credentials.</summary>
internal sealed class AssumedRoleCredentials(StsClient sts, ICredentialSource below, string role, string session, string? externalId) : ICredentialSource
{
    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation) => await sts.AssumeAsync(below, role, session, externalId, cancellation);

    public void Invalidate() => below.Invalidate();
}
