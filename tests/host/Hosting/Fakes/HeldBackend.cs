using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Models;

namespace CsiHost.Tests.Hosting.Fakes;

/// <summary>Answers GetCapacity when the test says so.</summary>
internal sealed class HeldBackend : ICapacityReporter, IReadiness
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadinessReport Report { get; set; } = ReadinessReport.Ready;

    /// <summary>Completes when a call is inside.</summary>
    public Task Entered => _entered.Task;

    public void Release() => _released.TrySetResult();

    public async ValueTask<CapacityReport> GetCapacityAsync(CapacityQuery query, CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await _released.Task;
        return new CapacityReport { AvailableBytes = 42 };
    }

    public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Report);
}
