using CsiHost.Abstractions.Models;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

internal sealed partial class NodeTaint
{
    [LoggerMessage(1710, LogLevel.Information, "Start-up taint {Key} is off node {Node}; {Driver} is ready for pods (removed now: {Removed})")]
    private partial void LogGone(string key, string node, DriverName driver, bool removed);

    [LoggerMessage(1711, LogLevel.Warning, "Start-up taint {Key} cannot be removed from node {Node} yet: {Problem}")]
    private partial void LogProblem(string key, string node, string problem);
}
