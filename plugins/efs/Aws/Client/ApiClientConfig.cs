using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>The library's settings of one client. Where the service is, is decided by <see cref="AwsEndpoints"/> alone.</summary>
internal sealed class ApiClientConfig : ClientConfig
{
    private readonly AwsService _service;

    public ApiClientConfig(AwsService service, Uri endpoint, string region, string userAgent)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        UserAgent = userAgent;
        Endpoint = endpoint;
        ServiceURL = endpoint.AbsoluteUri;
        AuthenticationServiceName = service.SigningName;
        AuthenticationRegion = region;
        ServiceId = service.Name;
        IgnoreConfiguredEndpointUrls = true;
        UseFIPSEndpoint = false;
        UseDualstackEndpoint = false;
        // Above the slowest call of the service, below the patience of a provisioner.
        Timeout = TimeSpan.FromSeconds(30);
    }

    public Uri Endpoint { get; }

    public override string ServiceVersion => "";

    public override string UserAgent { get; }

    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(Endpoint.AbsoluteUri);
}
