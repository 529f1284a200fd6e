using CsiHost.Kubernetes;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Kubernetes;

/// <summary>A replica with a clock of its own, so that one can stand still while another goes on.</summary>
internal sealed class Candidate : IDisposable
{
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop;
    private readonly KubernetesApi _api;
    private TaskCompletionSource _leading = NewSignal();
    private TaskCompletionSource _lost = NewSignal();

    public Candidate(Cluster cluster, string name)
    {
        Clock = new ManualTimeProvider();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cluster.End);
        _api = cluster.NewApi(Clock);

        // Half a second more than usual: no limit of a request is then as long as a pause, and a test can tell them apart.
        var timings = new LeaseTimings { RenewDeadline = TimeSpan.FromSeconds(10.5) };
        var sut = new LeaderElection(_api, name, timings, Clock, Log);
        Run = sut.RunAsync("kube-system", "controller", WorkAsync, _stop.Token);
    }

    public ManualTimeProvider Clock { get; }

    public ListLogger<LeaderElection> Log { get; } = new();

    public Task Run { get; }

    /// <summary>Ends the work in good order; an exception ends it with that.</summary>
    public TaskCompletionSource Done { get; } = NewSignal();

    public bool IsLeading { get; private set; }

    public Task WhenLeading => _leading.Task;

    public Task WhenLost => _lost.Task;

    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>Lets time pass for this candidate, one attempt at a time.</summary>
    public async Task PassAsync(int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            await Clock.WhenWaitingAsync(Retry);
            Clock.Advance(Retry);
        }

        await Clock.WhenWaitingAsync(Retry);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _api.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        IsLeading = true;
        _leading.SetResult();
        try
        {
            await Done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            IsLeading = false;
            _leading = NewSignal();
            Interlocked.Exchange(ref _lost, NewSignal()).SetResult();
        }
    }
}
