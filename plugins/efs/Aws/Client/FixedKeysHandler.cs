using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>
/// Takes the keys once an attempt. The library's signer asks for them twice, once for the session token and once for the key: renewed in between,
/// the request would carry the token of one session and the signature of another.
/// </summary>
internal sealed class FixedKeysHandler(AWSCredentials credentials) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var keys = await credentials.GetCredentialsAsync();
        executionContext.RequestContext.Identity = keys.UseToken
            ? new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.Token)
            : new BasicAWSCredentials(keys.AccessKey, keys.SecretKey);
        return await base.InvokeAsync<T>(executionContext);
    }
}
