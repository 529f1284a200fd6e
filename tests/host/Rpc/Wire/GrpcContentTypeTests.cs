using CsiHost.Rpc.Wire;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "unit")]
public class GrpcContentTypeTests
{
    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("application/grpc;charset=utf-8", true)]
    [InlineData("application/grpc ; charset=utf-8", true)]
    [InlineData("application/grpc+proto; x=y", true)]
    [InlineData("Application/GRPC+Proto", true)]
    [InlineData("application/grpc+json", false)]
    [InlineData("application/grpc+protobuf", false)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpcx", false)]
    [InlineData("application/json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsGrpc_KnowsTheProtobufForms(string? contentType, bool expected) => GrpcContentType.IsGrpc(contentType).ShouldBe(expected);
}
