using System.Collections.Concurrent;
using System.Diagnostics;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit;

/// <summary>A running <c>csi-host</c>, as a process of its own: it can be killed and started again on the same folders.</summary>
/// <param name="hostFolder">A folder with <c>csi-host</c>, published or built.</param>
/// <param name="configurationFile">The configuration that the host is started with.</param>
/// <param name="socket">The socket that says that it serves.</param>
public sealed class HostProcess(string hostFolder, string configurationFile, string socket) : IAsyncDisposable
{
    private const int LinesKept = 2000;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    /// <summary>The settings that the images give the runtime; docs/operations.md explains them.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeSettings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_GCgen0size"] = "0x200000",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["MALLOC_ARENA_MAX"] = "1",
    };

    /// <summary>Arguments in place of <c>run --config FILE</c>, to start it as a drop-in command.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Environment variables beside those of the test's process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What it wrote, of all its lives; the last lines.</summary>
    public IReadOnlyList<string> Log => [.. _lines];

    /// <summary>The process id; 0 when it does not run.</summary>
    public int ProcessId => _process?.Id ?? 0;

    /// <summary>Starts it and returns once it answers.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended, or does not answer within a minute; the message holds its log.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Starts it and returns at once.</summary>
    public void Launch()
    {
        var process = new Process { StartInfo = CreateStart() };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Throws when the process has ended.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message holds its log.</exception>
    public void ThrowIfEnded()
    {
        if (_process is { HasExited: true } process)
            throw new InvalidOperationException($"csi-host ended with exit code {process.ExitCode}:\n{string.Join('\n', Log)}");
    }

    /// <summary>Ends it with SIGKILL and waits until it is gone.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Ends it with SIGTERM and waits until it is gone.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync() => EndAsync("TERM");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
    }

    private ProcessStartInfo CreateStart()
    {
        // A self-contained publish brings its runtime; a build output is run by the runtime that runs the tests.
        var isSelfContained = File.Exists(Path.Combine(hostFolder, "libhostfxr.so"));
        var start = isSelfContained
            ? new ProcessStartInfo(Path.Combine(hostFolder, "csi-host"))
            : new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "exec", Path.Combine(hostFolder, "csi-host.dll") } };
        foreach (var argument in Arguments ?? ["run", "--config", configurationFile])
            start.ArgumentList.Add(argument);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in RuntimeSettings.Concat(Variables))
            start.Environment[name] = value;
        return start;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        using var channel = new CsiChannel(CsiEndpoint.Parse(socket), TimeProvider.System);
        while (true)
        {
            ThrowIfEnded();
            try
            {
                var answer = await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), TimeSpan.FromSeconds(5), limit.Token);
                if (answer.Ready is null or true)
                    return;
            }
            catch (CallStatusException exception) when (exception.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded && !limit.IsCancellationRequested)
            {
                // Not there yet.
            }
            catch (CallStatusException exception) when (limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"csi-host does not answer on {socket}:\n{string.Join('\n', Log)}", exception);
            }

            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    private async Task<int> EndAsync(string signal)
    {
        if (_process is not { } process)
            return 0;
        if (!process.HasExited)
            await SendAsync(process.Id, signal);
        await process.WaitForExitAsync(CancellationToken.None);
        var exitCode = process.ExitCode;
        process.Dispose();
        _process = null;
        return exitCode;
    }

    private static async Task SendAsync(int processId, string signal)
    {
        // .NET can only kill; the shell that every system has knows the other signals.
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{signal} {processId}"]) { RedirectStandardError = true })!;
        await shell.WaitForExitAsync(CancellationToken.None);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
