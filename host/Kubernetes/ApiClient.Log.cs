using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

internal sealed partial class ApiClient
{
    [LoggerMessage(1700, LogLevel.Warning, "Kubernetes API: {Problem}; next attempt in {Delay:0.0} s")]
    private partial void LogRetry(string problem, double delay);
}
