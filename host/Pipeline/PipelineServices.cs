using CsiHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace CsiHost.Pipeline;

/// <summary>What the pipelines of all drivers share.</summary>
internal sealed record PipelineServices
{
    public required CsiMetrics Metrics { get; init; }

    public required SlowCallWatch SlowCalls { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }

    public CallIds Ids { get; } = new();
}
