using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>
/// The health service that generic gRPC probes ask. <paramref name="isServing"/> answers for a service name, null when it knows no such
/// service; the empty name means the whole server.
/// </summary>
internal sealed class HealthService(Func<string, bool?> isServing)
{
    public UnaryMethod[] Methods => [HealthMethods.Check.Bind(Check)];

    private ValueTask<HealthCheckResponse> Check(HealthCheckRequest request, WireCall call, CancellationToken cancellationToken)
    {
        var serving = isServing(request.Service) ?? throw new CallStatusException(StatusCode.NotFound, $"service '{request.Service}' is not known here");
        var status = serving ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing;
        return ValueTask.FromResult(new HealthCheckResponse { Status = status });
    }
}
