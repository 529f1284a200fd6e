namespace CsiHost.Telemetry;

/// <summary>A running call as the slow-call watch sees it. Text is asked for only when there is something to say.</summary>
internal interface IWatchedCall
{
    string Driver { get; }

    string Rpc { get; }

    string Id { get; }

    string Subject { get; }

    /// <summary>Timestamp of the start, in the ticks of the time provider.</summary>
    long StartedAt { get; }
}
