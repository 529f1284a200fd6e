using Amazon.Runtime;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>A successful answer as it came.</summary>
internal sealed class ApiReply : AmazonWebServiceResponse
{
    public byte[] Body { get; set; } = [];
}
