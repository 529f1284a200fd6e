using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Puts a request into the library's own form.</summary>
internal sealed class ApiCallMarshaller(string signingName) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = ((SdkCall)input).Request;
        var request = new DefaultRequest(input, signingName)
        {
            HttpMethod = call.Method,
            ResourcePath = call.Path,
            UseQueryString = call.Query.Count > 0,
        };
        if (call.PathValue.Length > 0)
            request.AddPathResource("{id}", call.PathValue);
        foreach (var (name, value) in call.Query)
            request.Parameters.Add(name, value);
        if (call.Body is { } body)
        {
            request.Content = body;
            request.Headers["Content-Type"] = call.ContentType;
        }
        return request;
    }
}
