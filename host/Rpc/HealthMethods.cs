using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The one unary method of <c>grpc.health.v1.Health</c>; its streaming Watch is not offered.</summary>
internal static class HealthMethods
{
    public static readonly UnaryMethodDescriptor<HealthCheckRequest, HealthCheckResponse> Check =
        new("/grpc.health.v1.Health/Check", HealthCheckRequest.Parser, HealthCheckResponse.Parser);
}
