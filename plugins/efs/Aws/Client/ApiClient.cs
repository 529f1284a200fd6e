using Amazon.Runtime;
using Amazon.Runtime.Internal;
using CsiHost.Plugins.Efs.Aws.Wire;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>
/// One service on the library's client base: its pipeline signs, repeats and corrects the clock; what is sent and how answers are read is
/// given from outside.
/// </summary>
internal sealed class ApiClient(AwsService service, AWSCredentials credentials, ApiClientConfig config, AwsMetrics metrics, Func<byte[], WireError> readError)
    : AmazonServiceClient(credentials, config)
{
    private readonly InvokeOptions _options = new()
    {
        RequestMarshaller = new ApiCallMarshaller(service.SigningName),
        ResponseUnmarshaller = new ApiReplyUnmarshaller(readError),
    };

    public Task<ApiReply> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<ApiReply>(new SdkCall(request), _options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(CreateRetryPolicy()));
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler(metrics, service));
        pipeline.AddHandlerBefore<AttemptHandler>(new FixedKeysHandler(ExplicitAWSCredentials));
    }

    private StandardRetryPolicy CreateRetryPolicy()
    {
        var policy = Config.RetryMode == RequestRetryMode.Adaptive ? new AdaptiveRetryPolicy(Config) : new StandardRetryPolicy(Config);
        policy.ThrottlingErrorCodes.Add(AwsErrorCodes.EfsThrottling);
        return policy;
    }
}
