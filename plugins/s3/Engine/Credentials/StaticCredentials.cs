using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>Static keys from the environment.</summary>
internal sealed class StaticCredentials(AwsCredentials credentials) : ICredentialSource
{
    public static StaticCredentials? From(EngineEnvironment environment) =>
        environment["AWS_ACCESS_KEY_ID"] is { } access && environment["AWS_SECRET_ACCESS_KEY"] is { } secret
            ? new StaticCredentials(new AwsCredentials(access, secret, environment["AWS_SESSION_TOKEN"], null))
            : null;

    public ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation) => new(credentials);

    public void Invalidate()
    {
    }
}
