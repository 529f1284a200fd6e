namespace CsiHost.Plugins.Local;

internal sealed partial class LocalStartup
{
    [LoggerMessage(11, LogLevel.Information, "Removed {Name}, which an earlier process left unfinished")]
    private partial void LogSwept(string name);

    [LoggerMessage(12, LogLevel.Warning, "Cannot remove {Name}, which an earlier process left unfinished: {Reason}")]
    private partial void LogSweepFailed(string name, string reason);
}
