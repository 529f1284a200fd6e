namespace CsiHost.Abstractions.Ports;

/// <summary>The host's life, for work that runs outside of calls.</summary>
public interface IHostLifetime
{
    /// <summary>
    /// Ends the host: background work that the plugin exists for cannot go on, and a process that only seems to work is worse than one that is started
    /// again. The host stops in good order, as for SIGTERM, and ends with exit code 1. Returns at once; only the first call counts.
    /// </summary>
    /// <param name="reason">A sentence for the log; no secret.</param>
    /// <param name="exception">The cause, for the log.</param>
    void Fail(string reason, Exception? exception = null);
}
