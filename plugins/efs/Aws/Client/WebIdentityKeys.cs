using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CsiHost.Plugins.Efs.Aws.Credentials;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>The role of the pod's service account (IRSA): its token is exchanged at STS.</summary>
internal sealed class WebIdentityKeys(EfsAwsOptions options, IAmazonSecurityTokenService sts) : IKeySource
{
    public async Task<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = options.RoleArn,
            RoleSessionName = options.RoleSessionName is { Length: > 0 } name ? name : StsKeys.SessionName,
            WebIdentityToken = await ReadTokenAsync(cancellationToken),
        };
        try
        {
            return StsKeys.Read((await sts.AssumeRoleWithWebIdentityAsync(request, cancellationToken)).Credentials);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw StsKeys.Refused($"the role {options.RoleArn} cannot be assumed with the service account's token", e);
        }
    }

    private async Task<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(options.WebIdentityTokenFile, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AwsException(AwsErrorKind.NoCredentials, "AWS_WEB_IDENTITY_TOKEN_FILE cannot be read", e);
        }
    }
}
