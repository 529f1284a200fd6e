using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using CsiHost.Plugins.Efs.Aws.Wire;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Keeps the body of an answer; of a failure, reads what went wrong.</summary>
internal sealed class ApiReplyUnmarshaller(Func<byte[], WireError> readError) : ResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input) => new ApiReply { Body = ((BodyContext)input).Body };

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = readError(((BodyContext)input).Body);
        // The header has the type alone, or the type and an address after a colon.
        var header = input.ResponseData.GetHeaderValue("x-amzn-ErrorType") ?? "";
        var code = header.Length > 0 ? header.Split(':')[0] : error.Code;
        return new ApiServiceException(error.Message.Length > 0 ? error.Message : $"HTTP status {(int)statusCode}", innerException)
        {
            ErrorCode = code,
            StatusCode = statusCode,
            AccessPointId = error.AccessPointId,
            RequestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
        };
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        new BodyContext(responseStream, response, isException);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        new BodyContext(responseStream, response, isException);
}
