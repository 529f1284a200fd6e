using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CsiHost.Bench;

/// <summary>A composed host with the local driver, in a scratch folder.</summary>
internal sealed class HostUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly string _hostFolder;
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("csi-bench-");
    private Process? _process;

    public HostUnderLoad(string hostFolder)
    {
        _hostFolder = hostFolder;
        var configuration = new JsonObject
        {
            ["Host"] = new JsonObject { ["NodeId"] = "bench", ["StateDirectory"] = Path.Combine(Scratch, "state"), ["SocketDirectory"] = Scratch },
            ["Plugins"] = new JsonObject { ["local"] = new JsonObject { ["Root"] = Path.Combine(Scratch, "volumes") } },
            ["Logging"] = new JsonObject { ["Verbosity"] = 0 },
        };
        File.WriteAllText(ConfigFile, configuration.ToJsonString());
    }

    public string Scratch => _scratch.FullName;

    public string Socket => Path.Combine(Scratch, "local.csihost.dev", "csi.sock");

    private string ConfigFile => Path.Combine(Scratch, "config.json");

    /// <summary>Starts the process and returns the time until <paramref name="firstAnswer"/> was answered on the socket.</summary>
    public async Task<TimeSpan> StartAsync(LoadCall firstAnswer)
    {
        var start = new ProcessStartInfo(Path.Combine(_hostFolder, "csi-host"))
        {
            ArgumentList = { "run", "--config", ConfigFile },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in RuntimeSettings)
            start.Environment[name] = value;
        var begin = TimeProvider.System.GetTimestamp();
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var connection = await ConnectAsync();
        LoadRun.Measure(connection, firstAnswer, calls: 1, inFlight: 1);
        return TimeProvider.System.GetElapsedTime(begin);
    }

    /// <summary>The settings of the images; see docs/operations.md.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeSettings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_GCgen0size"] = "0x200000",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["MALLOC_ARENA_MAX"] = "1",
    };

    /// <summary>A field of <c>/proc/PID/status</c> in MB (10^6 bytes).</summary>
    public double Memory(string field)
    {
        var line = File.ReadLines($"/proc/{_process!.Id}/status").First(text => text.StartsWith(field + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    public async Task StopAsync()
    {
        if (_process is null)
            return;
        using (var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", $"{_process.Id}" } })!)
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _scratch.Delete(recursive: true);
    }

    private async Task<LoadConnection> ConnectAsync()
    {
        while (true)
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"the host exited with {_process.ExitCode}; try it: csi-host run --config {ConfigFile}");
            try
            {
                return new LoadConnection(Socket);
            }
            catch (SocketException)
            {
                await Task.Delay(Poll, TimeProvider.System);
            }
        }
    }
}
