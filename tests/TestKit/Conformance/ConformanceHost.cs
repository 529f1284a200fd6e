using System.Text.Json.Nodes;
using CsiHost.TestKit.Fakes;

namespace CsiHost.TestKit.Conformance;

/// <summary>
/// A host with one plugin that the suites of a collection share. Inherit it, pass the settings, and make it a collection fixture:
/// <code>
/// public sealed class MyHost() : ConformanceHost(new() { Driver = "my.example.com", PluginFolder = "..." });
/// [CollectionDefinition("conformance")] public sealed class Conformance : ICollectionFixture&lt;MyHost&gt;;
/// [Collection("conformance")] public sealed class Provisioning(MyHost host) : ProvisioningSuite(host);
/// </code>
/// </summary>
/// <param name="settings">The driver.</param>
public abstract class ConformanceHost(ConformanceSettings settings) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DriverClient? _client;
    private HostProcess? _process;

    /// <summary>What the driver's author said about it.</summary>
    public ConformanceSettings Settings { get; } = settings;

    /// <summary>The running host.</summary>
    public HostProcess Process => _process ?? throw new InvalidOperationException("the host has not been started");

    /// <summary>A folder for whatever a test needs; removed at the end.</summary>
    public string Work => Directory.CreateDirectory(_folder["work"]).FullName;

    internal DriverClient Client => _client ?? throw new InvalidOperationException("the host has not been started");

    private string Socket => _folder["run", "csi.sock"];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var id = CopyPlugin();
        await File.WriteAllTextAsync(_folder["host.json"], CreateConfiguration(id).ToJsonString());
        _process = new HostProcess(Settings.HostFolder, _folder["host.json"], Socket);
        await _process.StartAsync(CancellationToken.None);
        _client = await DriverClient.ConnectAsync(Socket, Settings.CallLimit);
    }

    /// <summary>Stops the host; it must end well and must not have logged an error in its whole life.</summary>
    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_process is null)
            return;
        var exitCode = await _process.StopAsync();
        var log = _process.Log;
        _folder.Dispose();
        exitCode.ShouldBe(0, string.Join('\n', log.TakeLast(20)));
        log.Where(IsError).ShouldBeEmpty("the host logged errors");
    }

    /// <summary>Kills the host and starts it again on the same folders.</summary>
    public async Task KillAndRestartAsync()
    {
        await Process.KillAsync();
        await Process.StartAsync(CancellationToken.None);
    }

    /// <summary>The severity is the first letter of a line: E or F before the date.</summary>
    private static bool IsError(string line) => line.Length > 1 && line[0] is ('E' or 'F') && char.IsAsciiDigit(line[1]);

    private string CopyPlugin()
    {
        var manifest = Path.Combine(Settings.PluginFolder, "plugin.json");
        if (!File.Exists(manifest))
            throw new InvalidOperationException($"{manifest} does not exist: publish the plugin first");
        var id = (string?)JsonNode.Parse(File.ReadAllText(manifest))?["id"] ?? throw new InvalidOperationException($"{manifest} has no id");
        var target = Directory.CreateDirectory(_folder["plugins", id]).FullName;
        foreach (var file in Directory.EnumerateFiles(Settings.PluginFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Settings.PluginFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return id;
    }

    private JsonObject CreateConfiguration(string pluginId)
    {
        var plugin = new JsonObject();
        foreach (var (key, value) in Settings.Configuration)
            plugin[key] = value.Replace("{work}", Work, StringComparison.Ordinal);
        return new JsonObject
        {
            ["Host"] = new JsonObject
            {
                ["NodeId"] = "conformance-node",
                ["StateDirectory"] = _folder["state"],
                ["PluginDirectory"] = _folder["plugins"],
                ["SocketDirectory"] = _folder["run"],
                ["KubeletRoot"] = Work,
            },
            ["Drivers"] = new JsonObject { [Settings.Driver] = new JsonObject { ["Endpoint"] = $"unix://{Socket}" } },
            ["Plugins"] = new JsonObject { [pluginId] = plugin },
        };
    }
}
