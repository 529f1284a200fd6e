namespace CsiHost.Plugins.Local.Store;

internal sealed partial class EntryStore<TRecord>
{
    [LoggerMessage(1, LogLevel.Information, "Made {Id}")]
    private partial void LogAdded(string id);

    [LoggerMessage(2, LogLevel.Information, "Deleted {Id}")]
    private partial void LogRemoved(string id);

    [LoggerMessage(3, LogLevel.Warning, "Left out of the listing: {Reason}")]
    private partial void LogSkipped(string reason);
}
