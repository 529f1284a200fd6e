namespace CsiHost.S3Engine.Credentials;

/// <summary>A role for a token in a file; the file is read each time, because whoever put it there renews it.</summary>
internal sealed class WebIdentityCredentials(StsClient sts, string role, string session, string tokenFile) : ICredentialSource
{
    public static WebIdentityCredentials? From(CredentialPorts ports) =>
        ports.Environment["AWS_ROLE_ARN"] is { } role && ports.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] is { } file
            ? new WebIdentityCredentials(ports.Sts, role, ports.Environment["AWS_ROLE_SESSION_NAME"] ?? ports.SessionName, file)
            : null;

    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation) =>
        await sts.AssumeWithWebIdentityAsync(role, session, (await File.ReadAllTextAsync(tokenFile, cancellation)).Trim(), cancellation);

    public void Invalidate()
    {
    }
}
