using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Controller.Execution;
using CsiHost.Plugins.S3.Controller.Headroom;
using CsiHost.Plugins.S3.Controller.Queue;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Controller.Templates;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>The work of the replica that holds the lease. What it remembers of its own (absences, pauses) begins anew with each lease.</summary>
internal sealed partial class Leader : IDisposable
{
    private const int Conflict = 409;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConfirmationLimit = TimeSpan.FromSeconds(30);
    private readonly ClusterState _state;
    private readonly TimeProvider _time;
    private readonly int _workers;
    private readonly Reconciler _reconciler;
    private readonly Confirmation _confirmation;
    private readonly ControllerMetrics _metrics;
    private readonly ILogger _logger;

    public Leader(
        IKubernetesApi api, ClusterState state, PodSettings settings, S3ControllerOptions options, TimeProvider time, ILoggerFactory loggers, ControllerMetrics metrics)
    {
        _state = state;
        _time = time;
        _workers = options.Workers;
        _logger = loggers.CreateLogger<Leader>();
        Queue = new WorkQueue(time);
        _metrics = metrics;
        var templates = new PodTemplates(settings);
        var pods = new MountpointPods(api, state, templates, settings.Namespace, loggers.CreateLogger<MountpointPods>());
        var units = new UnitWork(pods, new AttachmentWriter(api, state, settings.DriverVersion), state);
        var events = options.Events ? new EventRecorder(api, time, loggers.CreateLogger<EventRecorder>()) : null;
        var findings = new FindingReports(events, loggers.CreateLogger<FindingReports>());
        _reconciler = new Reconciler(state, units, new HeadroomWork(api, state, templates, settings.Namespace), findings, settings, time);
        _confirmation = new Confirmation(api, state, settings.Namespace);
    }

    public WorkQueue Queue { get; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _state.ReportTo(Queue);
        _metrics.Queue = Queue;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work = [SweepAsync(end.Token), .. Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkAsync(end.Token), CancellationToken.None))];
        try
        {
            // None of them ends by itself: one that does takes the others along, and the process.
            await await Task.WhenAny(work);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _state.ReportTo(null);
            _metrics.Queue = null;
        }
    }

    public void Dispose() => Queue.Dispose();

    /// <summary>Looks at everything now, and again from time to time: whatever an event should have told and did not is found then.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var key in _state.AllKeys())
                Queue.Add(key);
            await Task.Delay(SweepPeriod, _time, cancellationToken);
            try
            {
                await _confirmation.RunAsync(ConfirmationLimit, cancellationToken);
            }
            catch (KubernetesApiException e)
            {
                LogFailed("the confirmation of what was written", e.Message);
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await Queue.TakeAsync(cancellationToken);
            var start = _time.GetTimestamp();
            var outcome = await ReconcileAsync(key, cancellationToken);
            _metrics.Count(key.Kind, outcome, _time.GetElapsedTime(start));
            Queue.Done(key);
        }
    }

    private async Task<string> ReconcileAsync(WorkKey key, CancellationToken cancellationToken)
    {
        try
        {
            var lookAgain = await _reconciler.ReconcileAsync(key, cancellationToken);
            Queue.Forget(key);
            if (lookAgain is { } delay)
                Queue.AddAfter(key, delay);
            return "done";
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A conflict says that somebody changed the object meanwhile, which is no error: the next look sees it.
            var isConflict = e is StaleCacheException or KubernetesApiException { StatusCode: Conflict };
            if (!isConflict)
                LogFailed(key.ToString(), e.Message);
            Queue.Retry(key);
            return isConflict ? "conflict" : "error";
        }
    }

    [LoggerMessage(3030, LogLevel.Warning, "{Key} failed and is repeated: {Problem}")]
    private partial void LogFailed(string key, string problem);
}
