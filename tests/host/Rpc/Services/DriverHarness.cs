using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Wire;
using CsiHost.Telemetry;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Support;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>One driver behind the whole pipeline, called without a socket.</summary>
internal sealed class DriverHarness : IAsyncDisposable
{
    public const string DriverName = "fake.csihost.test";

    private readonly SlowCallWatch _watch;

    public DriverHarness(HostMode mode = HostMode.All, IEnumerable<Type>? interfaces = null, PipelineOptions? options = null, CapturedLog? log = null, NodeId? nodeId = null)
    {
        Log = log ?? new CapturedLog();
        var services = new ServiceCollection();
        foreach (var type in interfaces ?? BackendSet.Interfaces)
            services.AddKeyedSingleton(type, DriverName, Backend);
        var plugin = new PluginInfo { Id = "fake", Version = "1.2.3", ContractVersion = "2.0" };
        Driver = DriverInstance.Create(new DriverName(DriverName), plugin, services.BuildServiceProvider(), mode);
        _watch = new SlowCallWatch(Time, Log, TimeSpan.FromSeconds(30));
        Pipeline = new CallPipeline(
            Driver, options ?? new PipelineOptions(), new PipelineServices { Metrics = Metrics, SlowCalls = _watch, Loggers = Log, Time = Time }, Mounts);
        Readiness = new Readiness(DriverName, Driver.Get<Abstractions.Backends.IReadiness>(), Time, Log);
        Services = DriverServices.Create(Driver, Pipeline, Readiness, new NodeServices { NodeId = nodeId, Stats = Mounts }, "9.9.9");
    }

    public FakeBackend Backend { get; } = new();

    public FakeMounts Mounts { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public CsiMetrics Metrics { get; } = new();

    public CapturedLog Log { get; }

    public DriverInstance Driver { get; }

    public CallPipeline Pipeline { get; }

    public Readiness Readiness { get; }

    public UnaryServiceTable Services { get; }

    /// <summary>Everything but the given interfaces.</summary>
    public static IEnumerable<Type> Without(params Type[] types) => BackendSet.Interfaces.Except(types);

    public async Task<IMessage> CallAsync(string path, IMessage request, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default) =>
        await Services.Find(path).ShouldNotBeNull(path)
            .HandleAsync(request, new WireCall { Method = path, Tag = DriverName, Deadline = deadline }, cancellationToken);

    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        (await CallAsync(method.Path, request, deadline, cancellationToken)).ShouldBeOfType<TResponse>();

    public Task<CallStatusException> FailAsync(string path, IMessage request) => Should.ThrowAsync<CallStatusException>(() => CallAsync(path, request));

    public Task<CallStatusException> FailAsync<TRequest, TResponse>(UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        FailAsync(method.Path, request);

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        Metrics.Dispose();
        await Readiness.DisposeAsync();
    }
}
