using System.Text.Json.Nodes;
using CsiHost.TestKit;

namespace CsiHost.Tour;

/// <summary>The composed host with every profile's driver, in the tour's scratch folder.</summary>
internal sealed class TourHost : ITourHost, IAsyncDisposable
{
    private readonly string _hostFolder;
    private readonly Scratch _scratch;
    private readonly IReadOnlyList<DriverProfile> _profiles;
    private readonly HostProcess _process;

    public TourHost(string hostFolder, Scratch scratch, IReadOnlyList<DriverProfile> profiles)
    {
        _hostFolder = hostFolder;
        _scratch = scratch;
        _profiles = profiles;
        var file = Path.Combine(scratch.Path, "config.json");
        File.WriteAllText(file, Configuration().ToJsonString());
        _process = new HostProcess(hostFolder, file, Socket(profiles[^1]));
    }

    public int ProcessId => _process.ProcessId;

    public string Log => string.Join('\n', _process.Log);

    public string Socket(DriverProfile profile) => Path.Combine(_scratch.Path, profile.Driver, "csi.sock");

    public Task StartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Says how to talk to the drivers and waits for the end.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var host = Path.Combine(_hostFolder, "csi-host");
        Console.WriteLine("\nThe host keeps serving; Ctrl-C ends it and removes everything. Talk to it from another terminal:\n");
        foreach (var profile in _profiles)
        {
            var endpoint = $"--endpoint unix://{Socket(profile)}";
            Console.WriteLine($"  {host} ctl {endpoint} get-plugin-info");
            Console.WriteLine($"  {host} ctl {endpoint} list-volumes");
        }

        Console.WriteLine($"  {host} ctl --help");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private JsonObject Configuration() => new()
    {
        ["Host"] = new JsonObject
        {
            ["NodeId"] = "node-1",
            ["StateDirectory"] = Path.Combine(_scratch.Path, "state"),
            ["SocketDirectory"] = _scratch.Path,
            ["KubeletRoot"] = _scratch.Path,
        },
        ["Drivers"] = new JsonObject(_profiles.Select(profile => KeyValuePair.Create(profile.Driver, (JsonNode?)new JsonObject { ["Endpoint"] = $"unix://{Socket(profile)}" }))),
        ["Plugins"] = new JsonObject(_profiles.Select(profile => KeyValuePair.Create(profile.Plugin, (JsonNode?)profile.Section(_scratch.Path)))),
        ["Logging"] = new JsonObject { ["Verbosity"] = 3 },
    };
}
