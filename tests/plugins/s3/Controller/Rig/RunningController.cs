using CsiHost.Abstractions.Plugins;
using CsiHost.Crypto;
using CsiHost.Hosting;
using CsiHost.Kubernetes;
using CsiHost.Plugins.S3.Controller;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>One replica of the controller: the whole service with the host's own client and leader election.</summary>
internal sealed class RunningController : IAsyncDisposable
{
    private readonly KubernetesApi _api;
    private readonly MeterFactory _meters = new();
    private readonly S3Controller _controller;

    private RunningController(Uri server, TimeProvider clock, S3ControllerOptions options, ILoggerFactory loggers)
    {
        // The client's pauses after failures pass at once; its limit on silence is far above all of them together.
        var pauses = new ManualTimeProvider { AutoAdvance = TimeSpan.FromSeconds(30) };
        var client = new KubernetesApiOptions { Server = server, ReadIdleTimeout = TimeSpan.FromHours(1) };
        _api = new KubernetesApi(client, new DefaultCryptoPolicy(), pauses, NullLogger<KubernetesApi>.Instance);

        // A pause is also the limit of giving the lease up, so it has to suffice on a busy machine; the lease is short for when it did not.
        var timings = new LeaseTimings { Duration = TimeSpan.FromSeconds(6), RenewDeadline = TimeSpan.FromSeconds(4), RetryPeriod = TimeSpan.FromSeconds(2) };
        var election = new LeaderElection(_api, Guid.NewGuid().ToString(), timings, TimeProvider.System, NullLogger<LeaderElection>.Instance);
        var info = new PluginInfo { Id = "aws-s3", Version = Cluster.Version, ContractVersion = "1.0" };
        _controller = new S3Controller(_api, election, new FakeHostInfo { PodNamespace = ChartRules.LeaseNamespace }, Lifetime, info, options, clock, loggers, _meters);
    }

    public FakeHostLifetime Lifetime { get; } = new();

    public S3Controller Service => _controller;

    public static async Task<RunningController> StartAsync(Uri server, TimeProvider clock, S3ControllerOptions options, ILoggerFactory loggers)
    {
        var controller = new RunningController(server, clock, options, loggers);
        await controller._controller.StartAsync(default);
        return controller;
    }

    public async ValueTask DisposeAsync()
    {
        // Real time: only a controller that would hang for ever comes to the end of it.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _controller.StopAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail("the controller does not stop");
        }

        _controller.Dispose();
        _api.Dispose();
        _meters.Dispose();
    }
}
