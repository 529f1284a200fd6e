using Amazon.Runtime;
using CsiHost.Plugins.Efs.Aws.Wire;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>A request as the library carries it through its pipeline.</summary>
internal sealed class SdkCall(ApiRequest request) : AmazonWebServiceRequest
{
    public ApiRequest Request { get; } = request;
}
