using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>Says findings once: in the log, and as events where the installation allows events.</summary>
internal sealed partial class FindingReports(EventRecorder? events, ILogger<FindingReports> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkKey, HashSet<string>> _said = [];

    /// <summary>Reports what was not reported of this key before; what is no longer found may be reported again.</summary>
    public async Task ReportAsync(WorkKey key, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        var news = new List<Finding>();
        lock (_gate)
        {
            var before = _said.GetValueOrDefault(key);
            _said.Remove(key);
            if (findings.Count > 0)
                _said[key] = findings.Select(static finding => finding.Message).ToHashSet(StringComparer.Ordinal);
            news.AddRange(findings.Where(finding => before?.Contains(finding.Message) != true));
        }

        foreach (var finding in news)
        {
            LogFinding(finding.Reason, finding.Message);
            if (events is not null && finding.Workload is { } pod)
                await events.RecordAsync(pod, finding.Reason, finding.Message, cancellationToken);
        }
    }

    [LoggerMessage(3010, LogLevel.Warning, "{Reason}: {Message}")]
    private partial void LogFinding(string reason, string message);
}
