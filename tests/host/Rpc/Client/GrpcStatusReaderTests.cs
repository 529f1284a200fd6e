using System.Net;
using CsiHost.Pipeline;
using CsiHost.Rpc.Client;

namespace CsiHost.Tests.Rpc.Client;

[Trait("tier", "unit")]
public class GrpcStatusReaderTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 5)]
    [InlineData("16", 16)]
    [InlineData("17", 2)]
    [InlineData("-1", 2)]
    [InlineData("x", 2)]
    [InlineData("", 2)]
    public void Code_Header_GivesTheCode(string value, int code) => GrpcStatusReader.Code(Headers("grpc-status", value)).ShouldBe((StatusCode)code);

    [Fact]
    public void Code_NoHeader_IsNone() => GrpcStatusReader.Code(Headers("x", "y")).ShouldBeNull();

    [Theory]
    [InlineData("gr%C3%B6%C3%9Fe", "größe")]
    [InlineData("", "the server answered NotFound without a message")]
    public void Failure_GivesTheDecodedMessage(string header, string message) =>
        GrpcStatusReader.Failure(StatusCode.NotFound, Headers("grpc-message", header)).Message.ShouldBe(message);

    [Theory]
    [InlineData(400, 13)]
    [InlineData(401, 16)]
    [InlineData(403, 7)]
    [InlineData(404, 12)]
    [InlineData(429, 14)]
    [InlineData(502, 14)]
    [InlineData(503, 14)]
    [InlineData(504, 14)]
    [InlineData(431, 13)]
    [InlineData(415, 2)]
    [InlineData(200, 2)]
    public void NotGrpc_HttpStatus_MapsAsGrpcSays(int http, int code) => GrpcStatusReader.NotGrpc((HttpStatusCode)http).Code.ShouldBe((StatusCode)code);

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string name, string value)
    {
        var headers = new HttpResponseMessage().Headers;
        headers.TryAddWithoutValidation(name, value);
        return headers;
    }
}
