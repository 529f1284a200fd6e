using CsiHost.Abstractions.Crypto;
using CsiHost.Cli;
using CsiHost.Crypto;
using CsiHost.Hosting;
using CsiHost.Hosting.Configuration;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Running;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.TestKit.Fakes;
using CsiHost.Tests.Rpc;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting.Fakes;

/// <summary>A whole host in the test's process: real sockets and state in a folder of its own, plugins in memory.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<HostAddresses> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoggerFactory _loggers = new();
    private readonly FakePlugin[] _plugins;

    public HostUnderTest(params FakePlugin[] plugins)
    {
        _plugins = plugins;
        _loggers.AddProvider(Log);
    }

    public LogCapture Log { get; } = new();

    public Dictionary<string, string> Settings { get; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The plugin of a drop-in command.</summary>
    public string? OnlyPlugin { get; init; }

    /// <summary>The exit code, once the host has ended.</summary>
    public Task<ExitCode> Ended { get; private set; } = Task.FromResult(ExitCode.Ok);

    public string this[params string[] parts] => _folder[parts];

    public async Task<HostAddresses> StartAsync()
    {
        Run();
        var first = await Task.WhenAny(_started.Task, Ended).WaitAsync(Limits.Wait);
        return first == _started.Task ? await _started.Task : throw new InvalidOperationException($"the host ended with {await Ended}: {string.Join('\n', Log.Lines)}");
    }

    public Task<ExitCode> RunToEndAsync()
    {
        Run();
        return Ended.WaitAsync(Limits.Wait);
    }

    public CsiChannel Channel(string driver) => new(CsiEndpoint.Parse(Socket(driver)), TimeProvider.System);

    public string Socket(string driver) => this["run", driver, "csi.sock"];

    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ended.WaitAsync(Limits.Wait);
        _loggers.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        var settings = new SettingSet();
        settings.Set("Host:NodeId", "node-1", "test");
        settings.Set("Host:StateDirectory", this["state"], "test");
        settings.Set("Host:SocketDirectory", this["run"], "test");
        settings.Set("Host:PluginDirectory", this["plugins"], "test");
        settings.Set("Host:KubeletRoot", Directory.CreateDirectory(this["kubelet"]).FullName, "test");
        foreach (var (key, value) in Settings)
            settings.Set(key, value, "test");
        var runtime = new HostRuntime
        {
            Settings = HostSettingsReader.Read(settings),
            Loggers = _loggers,
            Time = Time,
            Environment = new Dictionary<string, string>(),
            OnlyPlugin = OnlyPlugin,
            LoadPlugins = Load,
            Started = _started.SetResult,
        };
        Ended = Task.Run(() => new HostProcess(runtime).RunAsync(_stop.Token));
    }

    private Task<PluginCatalog> Load(PluginServices services, PluginHostOptions options, CancellationToken cancellationToken)
    {
        var policy = new DefaultCryptoPolicy();
        LoadedPlugin[] plugins = [.. _plugins.Select(plugin => plugin.Load(services, policy))];
        var inspection = new PluginInspection { Directory = this["plugins"], Plugins = [], LoadOrder = [], Findings = [] };
        var posture = new CryptoPosture { Policy = "default", Module = "test", Satisfied = true, Evidence = [] };
        var runner = new PluginRunner(plugins, options, services.Time, services.Logging.CreateLogger("plugins"));
        return Task.FromResult(new PluginCatalog(inspection, policy, posture, plugins, [], [], runner));
    }
}
