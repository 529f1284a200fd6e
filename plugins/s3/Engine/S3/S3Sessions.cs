using CsiHost.S3Engine.Credentials;

namespace CsiHost.S3Engine.S3;

/// <summary>A directory bucket's session credentials: five minutes each, renewed before they end.</summary>
internal sealed class S3Sessions(S3Transport transport, bool readOnly) : ICredentialSource
{
    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation)
    {
        var call = new S3Call("CreateSession", HttpMethod.Get);
        call.Query["session"] = "";
        call.Headers.Add(new("x-amz-create-session-mode", readOnly ? "ReadOnly" : "ReadWrite"));
        using var response = await transport.SendAsync(call, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var expires = DateTimeOffset.TryParse(S3Xml.First(text, "Expiration"), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : transport.Time.GetUtcNow().AddMinutes(5);
        return new AwsCredentials(S3Xml.First(text, "AccessKeyId"), S3Xml.First(text, "SecretAccessKey"), S3Xml.First(text, "SessionToken"), expires);
    }

    public void Invalidate()
    {
    }
}
