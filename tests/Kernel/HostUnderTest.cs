using System.Collections.Concurrent;
using System.Diagnostics;

namespace CsiHost.Kernel;

/// <summary>The composed host as a process, called through its own command line client.</summary>
internal sealed class HostUnderTest(string folder, string configuration, string socket) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    public IEnumerable<string> Log => _log.TakeLast(60);

    public int ProcessId => _process?.Id ?? 0;

    private string Program => Path.Combine(folder, "csi-host");

    /// <summary>Starts it and returns once it answers.</summary>
    public async Task StartAsync()
    {
        var process = new Process { StartInfo = new ProcessStartInfo(Program, ["run", "--config", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await CheckFailedException.UntilAsync(() => process.HasExited || File.Exists(socket), "the host opens no socket");
        CheckFailedException.Unless(!process.HasExited, $"the host ended with exit code {(process.HasExited ? process.ExitCode : 0)}");
        await CallAsync("probe");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        File.Delete(socket);
    }

    /// <summary>Calls the driver; what it answers is JSON.</summary>
    public async Task<string> CallAsync(string verb, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, ["ctl", verb, "--endpoint", "unix://" + socket, "--output", "json", "--timeout", "60s", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new CheckFailedException($"{verb}: {await error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null or { HasExited: true })
            return;
        using (var kill = Process.Start(new ProcessStartInfo("/bin/kill", ["-TERM", $"{_process.Id}"]))!)
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Enqueue(line);
    }
}
