using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

internal sealed partial class KubernetesWatch<T>
{
    [LoggerMessage(1701, LogLevel.Information, "Kubernetes watch: {Problem}; it goes on after a pause")]
    private partial void LogStumble(string problem);
}
