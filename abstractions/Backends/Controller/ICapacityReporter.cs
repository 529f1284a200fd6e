using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Reports room for new volumes (GET_CAPACITY).</summary>
public interface ICapacityReporter
{
    /// <summary>Reports.</summary>
    /// <param name="query">For which volumes and where.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<CapacityReport> GetCapacityAsync(CapacityQuery query, CancellationToken cancellationToken);
}
