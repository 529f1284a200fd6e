using System.Globalization;
using CsiHost.Cli;
using CsiHost.Hosting.Configuration;
using CsiHost.Hosting.Logging;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>The life of a host: start in order, serve until asked to stop, stop in reverse. <see cref="StartAsync"/> is the table of contents.</summary>
internal sealed partial class HostProcess
{
    // The rest of the shutdown limit is for plugins to put their state in order.
    private const double ShareOfDrain = 0.8;

    private readonly HostRuntime _runtime;
    private readonly HostOptions _options;
    private readonly ILogger _logger;
    private readonly StopStack _stop;
    private readonly HostComposition _composition;
    private readonly string _version = VersionCommand.Version;
    private readonly string _limit;

    public HostProcess(HostRuntime runtime)
    {
        _runtime = runtime;
        _options = runtime.Settings.Host;
        _logger = runtime.Loggers.CreateLogger("CsiHost.Hosting.Host");
        _stop = new StopStack(_logger);
        _limit = Text(_options.ShutdownTimeout.TotalSeconds);
        _composition = new HostComposition(runtime, _stop);
    }

    public static async Task<ExitCode> RunAsync(HostSettings settings, PluginSelection? selection, CommandContext context)
    {
        using var loggers = new HostLoggerFactory(settings.Logging, Console.OpenStandardError(), TimeProvider.System);
        var runtime = new HostRuntime
        {
            Settings = settings,
            Loggers = loggers,
            Time = TimeProvider.System,
            Environment = context.Environment,
            OnlyPlugin = selection?.PluginId,
            LoadPlugins = (services, options, cancellationToken) =>
                PluginHost.LoadAsync(selection?.Inspection ?? PluginInspector.Inspect(settings.Host.PluginDirectory), options, services, cancellationToken),
        };
        return await new HostProcess(runtime).RunAsync(context.Stopping);
    }

    public async Task<ExitCode> RunAsync(CancellationToken stopping)
    {
        var exit = await ServeAsync(stopping);
        using var limit = new CancellationTokenSource(_options.ShutdownTimeout, _runtime.Time);
        var isClean = await _stop.RunAsync(limit.Token);
        exit = exit == ExitCode.Ok && !isClean ? ExitCode.Failure : exit;
        LogStopped(_logger, (int)exit);
        return exit;
    }

    private async Task<ExitCode> ServeAsync(CancellationToken stopping)
    {
        try
        {
            var start = _runtime.Time.GetTimestamp();
            var addresses = await StartAsync(stopping);
            var elapsed = Text(_runtime.Time.GetElapsedTime(start).TotalMilliseconds);
            LogStarted(_logger, elapsed);
            _runtime.Started(addresses);
            var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (stopping.Register(stop.SetResult))
                await Task.WhenAny(stop.Task, _runtime.Lifetime.Failed);
            if (!stop.Task.IsCompleted)
                return await FailAsync();
            LogStopping(_logger, _limit);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopping(_logger, _limit);
            return ExitCode.Ok;
        }
        catch (Exception e)
        {
            return StartFailure.Report(_logger, e);
        }
    }

    /// <summary>A plugin cannot go on with what it is there for.</summary>
    private async Task<ExitCode> FailAsync()
    {
        var (reason, exception) = await _runtime.Lifetime.Failed;
        LogPluginGaveUp(_logger, exception, reason);
        return ExitCode.Failure;
    }

    private async Task<HostAddresses> StartAsync(CancellationToken cancellationToken)
    {
        // Texts, so that no generic code of the log has to be compiled for our own types at every start.
        var (mode, node) = (_options.Mode.ToString(), _options.NodeId?.Value ?? "-");
        LogStarting(_logger, _version, mode, node);
        _composition.StartTelemetry();
        var catalog = await _composition.LoadPluginsAsync(cancellationToken);
        var drivers = _composition.CreateDrivers(catalog);
        await _composition.RecoverMountsAsync(drivers, cancellationToken);
        drivers = await _composition.StartPluginsAsync(catalog, drivers, cancellationToken);
        _composition.StartReadiness(drivers);
        await _composition.OpenSocketsAsync(drivers, _options.ShutdownTimeout * ShareOfDrain, cancellationToken);
        var http = await _composition.OpenHttpAsync(drivers, catalog, cancellationToken);
        await _composition.RegisterAsync(drivers, cancellationToken);
        _composition.RemoveTaints(drivers);
        return new HostAddresses(drivers.ToDictionary(static driver => driver.Plan.Name, static driver => driver.Plan.Endpoint.Path), http);
    }

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
