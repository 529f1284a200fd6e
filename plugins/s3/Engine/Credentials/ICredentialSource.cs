namespace CsiHost.S3Engine.Credentials;

internal interface ICredentialSource
{
    ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation);

    /// <summary>The service no longer takes them: fetch others the next time.</summary>
    void Invalidate();
}
