using Amazon.Runtime;
using Amazon.SecurityToken;
using CsiHost.Plugins.Efs.Aws.Wire;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Makes senders. The only door to the AWS libraries: whoever calls it loads them.</summary>
internal sealed class SenderFactory
{
    private readonly AwsClientContext _context;
    private readonly PolicyHttpFactory _http;
    private readonly string _region;
    private readonly Lazy<AWSCredentials> _credentials;

    public SenderFactory(AwsClientContext context, string region)
    {
        (_context, _region) = (context, region);
        _http = new PolicyHttpFactory(context.HttpClients);
        _credentials = new(() => new CredentialsChain(context.Options.Aws, context.HttpClients, context.Time, CreateSts).Create());
    }

    /// <summary>A sender that acts as this process, or as a role of another account.</summary>
    public IApiSender Create(AwsService service, AssumedRole? role)
    {
        var config = new ApiClientConfig(service, _context.Endpoints.Find(service, _region), _region, _context.UserAgent)
        {
            HttpClientFactory = _http,
            RetryMode = _context.Options.AdaptiveRetry ? RequestRetryMode.Adaptive : RequestRetryMode.Standard,
            MaxErrorRetry = _context.Options.AdaptiveRetry ? 4 : 2,
        };
        var credentials = role is null
            ? _credentials.Value
            : new RefreshedKeys(new AssumedRoleKeys(role, CreateSts(_credentials.Value)), _context.Time);
        Func<byte[], WireError> readError = service == AwsService.Ec2 ? Ec2Api.ReadError : EfsJson.ReadError;
        return new SdkSender(service, new ApiClient(service, credentials, config, _context.Metrics, readError));
    }

    private AmazonSecurityTokenServiceClient CreateSts(AWSCredentials credentials) => new(credentials, new AmazonSecurityTokenServiceConfig
    {
        ServiceURL = _context.Endpoints.Find(AwsService.Sts, _region).AbsoluteUri,
        AuthenticationRegion = _region,
        HttpClientFactory = _http,
        IgnoreConfiguredEndpointUrls = true,
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = 2,
        UseFIPSEndpoint = false,
        Timeout = TimeSpan.FromSeconds(10),
    });
}
