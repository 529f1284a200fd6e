using System.Diagnostics.CodeAnalysis;
using System.Net;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Cli;
using CsiHost.Drivers;
using CsiHost.Hosting.Configuration;
using CsiHost.Hosting.Http;
using CsiHost.Kubernetes;
using CsiHost.Pipeline;
using CsiHost.Plugins;
using CsiHost.Plugins.Running;
using CsiHost.Rpc;
using CsiHost.Rpc.Wire;
using CsiHost.Telemetry.Export;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>The steps of a start. Each puts what it started on the stop stack before the next begins.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The stop stack disposes what a step made, in reverse order.")]
internal sealed partial class HostComposition(HostRuntime runtime, StopStack stop)
{
    private readonly HostOptions _options = runtime.Settings.Host;
    private readonly ILogger _logger = runtime.Loggers.CreateLogger("CsiHost.Hosting.Host");
    private readonly HostServices _services = new(runtime, stop);
    private MetricStore? _metrics;

    /// <summary>First, so that it sees every measurement; costs nothing where nobody asks for figures.</summary>
    public void StartTelemetry()
    {
        if (_options.MetricsEndpoint is not null)
            stop.Push("metrics", _metrics = new MetricStore());
        if (_options.OtlpEndpoint is { } collector)
            stop.Push("OTLP export", OtlpExport.Start(collector, _options.OtlpProtocol == OtlpProtocol.Grpc, VersionCommand.Version));
    }

    public async Task<PluginCatalog> LoadPluginsAsync(CancellationToken cancellationToken)
    {
        var limits = new PluginHostOptions
        {
            StartTimeout = _options.StartTimeout,
            StopTimeout = _options.ShutdownTimeout,
            Select = runtime.OnlyPlugin is { } id ? new HashSet<string>(StringComparer.Ordinal) { id } : null,
            Drivers = [.. runtime.Settings.Drivers.Keys],
        };
        var catalog = await runtime.LoadPlugins(_services.ForPlugins(), limits, cancellationToken);
        stop.Push("plugins", catalog);
        return catalog;
    }

    public IReadOnlyList<ServedDriver> CreateDrivers(PluginCatalog catalog)
    {
        var owners = new Dictionary<string, LoadedPlugin>(StringComparer.Ordinal);
        foreach (var plugin in catalog.Plugins)
        {
            foreach (var name in plugin.Drivers)
                owners.Add(name.Value, plugin);
        }

        var plans = DriverPlan.Choose(runtime.Settings, owners.Keys, runtime.OnlyPlugin is not null);
        return [.. plans.Select(plan => CreateDriver(plan, owners[plan.Name]))];
    }

    public async Task RecoverMountsAsync(IReadOnlyList<ServedDriver> drivers, CancellationToken cancellationToken)
    {
        await _services.AdoptProcessesAsync(cancellationToken);
        foreach (var driver in drivers)
        {
            if (driver.Mounts is { } mounts)
                await mounts.RecoverAsync(cancellationToken);
        }
    }

    /// <summary>The drivers whose plugin is up: one that is not required may have failed.</summary>
    public async Task<IReadOnlyList<ServedDriver>> StartPluginsAsync(PluginCatalog catalog, IReadOnlyList<ServedDriver> drivers, CancellationToken cancellationToken)
    {
        stop.Push("plugin services", async limit => await catalog.StopAsync(limit));
        await catalog.StartAsync(cancellationToken);
        return [.. drivers.Where(static driver => driver.Plugin.State == PluginState.Started)];
    }

    public void StartReadiness(IReadOnlyList<ServedDriver> drivers)
    {
        foreach (var driver in drivers)
        {
            stop.Push("readiness of " + driver.Plan.Name, driver.Readiness);
            driver.Readiness.Start();
        }
    }

    /// <param name="drivers">What to serve.</param>
    /// <param name="drain">How long running calls get when the host stops.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task OpenSocketsAsync(IReadOnlyList<ServedDriver> drivers, TimeSpan drain, CancellationToken cancellationToken)
    {
        if (drivers.Count == 0)
            return;
        var server = new WireServer([.. drivers.Select(EndpointOf)], runtime.Time, runtime.Loggers);
        stop.Push("sockets", server);
        await server.StartAsync(cancellationToken);
        stop.Push("calls", _ => DrainAsync(server, drivers, drain));
        foreach (var driver in drivers)
            LogServing(_logger, driver.Plan.Name, driver.Plugin.Info.Version, driver.Plan.Endpoint.Path);
    }

    public async Task<IReadOnlyList<EndPoint>> OpenHttpAsync(IReadOnlyList<ServedDriver> drivers, PluginCatalog catalog, CancellationToken cancellationToken)
    {
        HttpSite[] sites = [.. HttpSites.Health(_options, drivers, catalog, runtime.Time), .. HttpSites.Metrics(_options, _metrics)];
        if (sites.Length == 0)
            return [];
        if (_metrics is not null)
            stop.Push("process metrics", new ProcessMetrics(VersionCommand.Version, HttpSites.PluginTags(catalog), HttpSites.CryptoTags(catalog.Posture)));
        var endpoints = new HttpEndpoints(sites, catalog.Policy, runtime.Loggers);
        stop.Push("HTTP endpoints", endpoints);
        await endpoints.StartAsync(cancellationToken);
        foreach (var address in endpoints.Addresses)
        {
            var text = address.ToString() ?? "";
            LogHttp(_logger, text);
        }

        return endpoints.Addresses;
    }

    /// <summary>Offers the drivers to kubelet, which then calls the sockets that are open already.</summary>
    public async Task RegisterAsync(IReadOnlyList<ServedDriver> drivers, CancellationToken cancellationToken)
    {
        if (_options.RegistrationDirectory is not { } folder || !_options.ServesNode || drivers.Count == 0)
            return;
        var server = new WireServer([.. drivers.Select(driver => RegistrationOf(driver, folder))], runtime.Time, runtime.Loggers);
        stop.Push("registration", server);
        await server.StartAsync(cancellationToken);
    }

    public void RemoveTaints(IReadOnlyList<ServedDriver> drivers)
    {
        var tainted = drivers.Where(static driver => driver.Plan.Options.StartupTaint is not null).ToArray();
        if (tainted.Length == 0)
            return;
        var end = new CancellationTokenSource();
        var taints = new NodeTaint(_services.Kubernetes, runtime.Time, runtime.Loggers.CreateLogger<NodeTaint>());
        var work = Task.WhenAll(tainted.Select(driver =>
            Task.Run(() => taints.RemoveAsync(_options.NodeName, driver.Instance.Name, driver.Plan.Options.StartupTaint!, end.Token), CancellationToken.None)));
        stop.Push("taint removal", async limit =>
        {
            await end.CancelAsync();
            await work.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            end.Dispose();
        });
    }

    private ServedDriver CreateDriver(DriverPlan plan, LoadedPlugin plugin)
    {
        var instance = DriverInstance.Create(new DriverName(plan.Name), plugin.Info, plugin.Services, _options.Mode);
        var mounts = _services.CreateMounts(instance, plugin);
        var limits = new PipelineOptions
        {
            MaxConcurrentCalls = plan.Options.MaxConcurrentCalls,
            CallTimeout = plan.Options.CallTimeout,
            RequiredRoot = _options.EnforceKubeletRoot ? _options.KubeletRequestRoot ?? _options.KubeletRoot : null,
        };
        return new ServedDriver
        {
            Plan = plan,
            Plugin = plugin,
            Instance = instance,
            Mounts = mounts,
            Pipeline = new CallPipeline(instance, limits, _services.Pipeline, mounts),
            Readiness = new Readiness(plan.Name, instance.Get<IReadiness>(), runtime.Time, runtime.Loggers.CreateLogger<Readiness>()),
        };
    }

    private WireEndpoint EndpointOf(ServedDriver driver) => new()
    {
        SocketPath = driver.Plan.Endpoint.Path,
        Tag = driver.Plan.Name,
        Mode = driver.Plan.Options.SocketMode,
        Services = DriverServices.Create(driver.Instance, driver.Pipeline, driver.Readiness, _services.ForNode(), VersionCommand.Version),
    };

    private WireEndpoint RegistrationOf(ServedDriver driver, string folder)
    {
        var name = driver.Plan.Name;
        var registration = new Registration { DriverName = name, Endpoint = driver.Plan.Options.KubeletEndpoint ?? driver.Plan.Endpoint.Path };
        var service = new RegistrationService(registration, problem =>
        {
            if (problem is null)
                LogRegistered(_logger, name);
            else
                LogNotRegistered(_logger, name, problem);
        });
        return new WireEndpoint { SocketPath = $"{folder}/{name}-reg.sock", Tag = name, Services = new UnaryServiceTable(service.Methods) };
    }

    /// <summary>Refuses new calls and waits for those that run. After the limit their connections are cut.</summary>
    private async ValueTask DrainAsync(WireServer server, IReadOnlyList<ServedDriver> drivers, TimeSpan drain)
    {
        using var limit = new CancellationTokenSource(drain, runtime.Time);
        var idle = Task.WhenAll(drivers.Select(static driver => driver.Pipeline.Gate.StopAsync()));
        await server.StopAsync(limit.Token);
        try
        {
            await idle.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{drivers.Sum(static driver => driver.Pipeline.Gate.Running)} call(s) still run after {drain.TotalSeconds:0} s");
        }
    }
}
