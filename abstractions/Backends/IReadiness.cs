using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends;

/// <summary>Feeds Probe. The host asks in the background (every 10 s, and every second until ready) and answers Probe from the last report.</summary>
public interface IReadiness
{
    /// <summary>Reports. Throwing counts as unhealthy.</summary>
    /// <param name="cancellationToken">Fires after 5 s; not answering counts as unhealthy.</param>
    ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken);
}
