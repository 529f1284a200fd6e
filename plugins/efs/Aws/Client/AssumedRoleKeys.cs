using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CsiHost.Plugins.Efs.Aws.Credentials;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>A role of another account, taken with this process's own credentials.</summary>
internal sealed class AssumedRoleKeys(AssumedRole role, IAmazonSecurityTokenService sts) : IKeySource
{
    public async Task<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = StsKeys.SessionName,
            ExternalId = role.ExternalId.Length > 0 ? role.ExternalId : null,
        };
        try
        {
            return StsKeys.Read((await sts.AssumeRoleAsync(request, cancellationToken)).Credentials);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw StsKeys.Refused($"the role {role.Arn} cannot be assumed", e);
        }
    }
}
