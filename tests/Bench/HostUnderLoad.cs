using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CsiHost.TestKit;

namespace CsiHost.Bench;

/// <summary>A composed host with the local driver, in a scratch folder.</summary>
internal sealed class HostUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("csi-bench-");
    private readonly HostProcess _process;

    public HostUnderLoad(string hostFolder)
    {
        Socket = Path.Combine(Scratch, "local.csihost.dev", "csi.sock");
        var configuration = new JsonObject
        {
            ["Host"] = new JsonObject { ["NodeId"] = "bench", ["StateDirectory"] = Path.Combine(Scratch, "state"), ["SocketDirectory"] = Scratch },
            ["Drivers"] = new JsonObject { ["local.csihost.dev"] = new JsonObject { ["Endpoint"] = $"unix://{Socket}" } },
            ["Plugins"] = new JsonObject { ["local"] = new JsonObject { ["Root"] = Path.Combine(Scratch, "volumes") } },
            ["Logging"] = new JsonObject { ["Verbosity"] = 0 },
        };
        var file = Path.Combine(Scratch, "config.json");
        File.WriteAllText(file, configuration.ToJsonString());
        _process = new HostProcess(hostFolder, file, Socket);
    }

    public string Scratch => _scratch.FullName;

    public string Socket { get; }

    /// <summary>Starts the process and returns the time until <paramref name="firstAnswer"/> was answered on the socket.</summary>
    public async Task<TimeSpan> StartAsync(LoadCall firstAnswer)
    {
        var begin = TimeProvider.System.GetTimestamp();
        _process.Launch();
        while (!IsAnswered(firstAnswer))
        {
            _process.ThrowIfEnded();
            await Task.Delay(Poll, TimeProvider.System);
        }

        return TimeProvider.System.GetElapsedTime(begin);
    }

    /// <summary>A field of <c>/proc/PID/status</c> in MB (10^6 bytes).</summary>
    public double Memory(string field)
    {
        var line = File.ReadLines($"/proc/{_process.ProcessId}/status").First(text => text.StartsWith(field + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    public Task StopAsync() => _process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        _scratch.Delete(recursive: true);
    }

    private bool IsAnswered(LoadCall call)
    {
        try
        {
            using var connection = new LoadConnection(Socket);
            LoadRun.Measure(connection, call, calls: 1, inFlight: 1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
