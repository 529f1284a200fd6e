using System.Diagnostics;
using System.Text;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>The engine as a process, with what it prints.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _mounted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Timer _guard;

    private EngineProcess(Process process)
    {
        _process = process;
        _guard = new Timer(_ => Kill(), null, Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>No test takes this long. With the engine ends its connection, and with that every call that hangs in the mount.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The build, not the published executable: it is the same code.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "csi-s3-engine");

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;
    public string Errors { get { lock (_errors) return _errors.ToString(); } }
    public string Output { get { lock (_output) return _output.ToString(); } }
    public Task Mounted => _mounted.Task;

    public static EngineProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Defaults.Concat(environment ?? new Dictionary<string, string>()))
            start.Environment[name] = value;
        var engine = new EngineProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        engine._process.OutputDataReceived += (_, line) => engine.Heard(line.Data);
        engine._process.ErrorDataReceived += (_, line) =>
        {
            lock (engine._errors)
                engine._errors.AppendLine(line.Data);
        };
        engine._process.Exited += (_, _) => engine._mounted.TrySetException(new InvalidOperationException("the engine ended before it mounted"));
        engine._process.Start();
        engine._process.BeginOutputReadLine();
        engine._process.BeginErrorReadLine();
        return engine;
    }

    /// <summary>Runs to the end and gives exit code and both outputs.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var engine = Start(arguments, environment);
        _ = engine.Mounted.Exception;
        return (await engine.EndAsync(), engine.Output, engine.Errors);
    }

    public async Task MountedAsync()
    {
        try
        {
            await Mounted.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException($"the engine did not mount: {Errors} {Output}");
        }
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Signal(int number) => Sys.Kill(_process.Id, number);

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    private static Dictionary<string, string> Defaults { get; } = new()
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_MAX_ATTEMPTS"] = "3",
    };

    private void Heard(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line?.Contains(" is mounted at ", StringComparison.Ordinal) == true)
            _mounted.TrySetResult();
    }
}
