using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Controller.Templates;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>
/// The controller's life. Every replica follows the cluster, so that it can take over at once; the one that holds the lease acts. When its work cannot go
/// on, the process ends and is started again.
/// </summary>
internal sealed partial class S3Controller(
    IKubernetesApi api, ILeaderElection election, IHostInfo host, IHostLifetime lifetime, PluginInfo plugin, S3ControllerOptions options,
    TimeProvider time, ILoggerFactory loggers, IMeterFactory meters) : IPluginLifecycle, IReadiness, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<S3Controller>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ClusterState _state = new(options.MountpointNamespace, time);
    private readonly ControllerMetrics _metrics = new(meters);
    private ClusterWatches? _watches;
    private Task _work = Task.CompletedTask;

    public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
        _watches is { } watches && watches.Synced.IsCompletedSuccessfully
            ? ReadinessReport.Ready
            : new ReadinessReport { State = ReadinessState.Starting, Reason = "the caches are not filled yet" });

    /// <summary>Begins; filling the caches of a large cluster may take longer than a start may.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!api.IsAvailable)
            throw CsiErrors.FailedPrecondition("the S3 controller needs the Kubernetes API; run it in a pod with a service account");
        var space = options.LeaseNamespace is { Length: > 0 } configured ? configured : host.PodNamespace
            ?? throw CsiErrors.FailedPrecondition("the namespace of the controller's Lease is not known; set Plugins:aws-s3:Controller:LeaseNamespace");
        _work = Task.Run(() => GuardAsync(space), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task GuardAsync(string leaseNamespace)
    {
        try
        {
            await RunAsync(leaseNamespace, _stopping.Token);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception e)
        {
            lifetime.Fail("the S3 controller cannot go on", e);
        }
    }

    private async Task RunAsync(string leaseNamespace, CancellationToken cancellationToken)
    {
        var settings = await ReadSettingsAsync(cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _watches = new ClusterWatches(api, _state, options.MountpointNamespace);
        var watching = _watches.RunAsync(end.Token);
        var leading = Task.CompletedTask;
        try
        {
            await await Task.WhenAny(watching, _watches.Synced);
            LogSynced(settings.ReservesHeadroom, settings.IsOpenShift);
            leading = election.RunAsync(leaseNamespace, options.LeaseName, token => LeadAsync(settings, token), end.Token);

            // Neither ends by itself, so the first that ends says why.
            await await Task.WhenAny(watching, leading);
        }
        finally
        {
            await end.CancelAsync();

            // The lease is given up on the way out, so that another replica need not wait until it expires.
            await Task.WhenAll(watching, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(PodSettings settings, CancellationToken cancellationToken)
    {
        LogLeads();
        using var leader = new Leader(api, _state, settings, options, time, loggers, _metrics);
        await leader.RunAsync(cancellationToken);
    }

    private async Task<PodSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var settings = new PodSettings
        {
            Namespace = options.MountpointNamespace,
            DriverVersion = plugin.Version,
            MountpointVersion = options.MountpointVersion,
            Image = options.MountpointImage,
            ImagePullPolicy = options.ImagePullPolicy,
            ContainerCommand = options.ContainerCommand,
            PriorityClass = options.PriorityClass,
            PreemptingPriorityClass = options.PreemptingPriorityClass,
            HeadroomPriorityClass = options.HeadroomPriorityClass,
            HeadroomImage = options.HeadroomImage,
            PodLabels = ConfiguredLabels.Parse(options.PodLabels, problems),
            HeadroomPodLabels = ConfiguredLabels.Parse(options.HeadroomPodLabels, problems),
            IsOpenShift = await OpenShift.DetectAsync(api, cancellationToken),
        };
        foreach (var problem in problems)
            LogLabel(problem);
        return settings;
    }

    [LoggerMessage(3020, LogLevel.Information, "The caches are filled; headroom: {Headroom}, OpenShift: {OpenShift}")]
    private partial void LogSynced(bool headroom, bool openShift);

    [LoggerMessage(3021, LogLevel.Information, "Leading: reconciling all volumes")]
    private partial void LogLeads();

    [LoggerMessage(3022, LogLevel.Error, "Configured labels: {Problem}")]
    private partial void LogLabel(string problem);
}
