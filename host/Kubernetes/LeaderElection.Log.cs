using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

internal sealed partial class LeaderElection
{
    [LoggerMessage(1720, LogLevel.Information, "Leading: {Identity} holds lease {Lease}")]
    private partial void LogLeading(string lease, string identity);

    [LoggerMessage(1721, LogLevel.Warning, "Lease {Lease} is lost, the work stops: {Problem}")]
    private partial void LogLost(string lease, string problem);

    [LoggerMessage(1722, LogLevel.Warning, "Lease {Lease} cannot be taken: {Problem}")]
    private partial void LogProblem(string lease, string problem);
}
