using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using Microsoft.Extensions.Logging;

namespace CsiHost.Drivers;

/// <summary>
/// Asks a driver in the background whether it can serve, and keeps the last report: Probe may come at any rate and must not wait for a
/// dependency. A driver without <see cref="IReadiness"/> is always ready.
/// </summary>
internal sealed partial class Readiness(string driver, IReadiness? backend, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    public static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan PeriodUntilReady = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan PeriodWhenReady = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private volatile ReadinessReport _current = backend is null
        ? ReadinessReport.Ready
        : new ReadinessReport { State = ReadinessState.Starting, Reason = "the first check has not ended yet" };

    private Task _loop = Task.CompletedTask;
    private Task<ReadinessReport>? _unanswered;

    /// <summary>The last report.</summary>
    public ReadinessReport Current => _current;

    /// <summary>Starts asking; returns at once.</summary>
    public void Start()
    {
        if (backend is not null)
            _loop = Task.Run(() => RunAsync(backend, _stop.Token), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(IReadiness readiness, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var report = await CheckAsync(readiness, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (report != _current)
                LogChange(logger, driver, report.State, report.Reason);
            _current = report;
            await Task.Delay(report.State == ReadinessState.Ready ? PeriodWhenReady : PeriodUntilReady, time, cancellationToken);
        }
    }

    private async Task<ReadinessReport> CheckAsync(IReadiness readiness, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CheckLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A check that ignored its limit is waited for further; a second one beside it would hang as well.
            _unanswered ??= readiness.CheckAsync(both.Token).AsTask();
            var report = await _unanswered.WaitAsync(both.Token);
            _unanswered = null;
            return report;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            if (_unanswered is { IsCompleted: true })
                _unanswered = null;
            return Unhealthy($"the driver did not say within {CheckLimit.TotalSeconds:0} s whether it is ready");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _unanswered = null;
            var report = Unhealthy($"the driver's own check failed: {exception.Message}");
            // A dependency that stays away is one line with a stack, not one a second.
            if (report != _current)
                LogFailed(logger, exception, driver);
            return report;
        }
    }

    private static ReadinessReport Unhealthy(string reason) => new() { State = ReadinessState.Unhealthy, Reason = reason };
}
