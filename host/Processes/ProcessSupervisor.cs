using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using Microsoft.Extensions.Logging;

namespace CsiHost.Processes;

/// <summary>The child processes of one plugin.</summary>
internal sealed partial class ProcessSupervisor : IProcessSupervisor, IAsyncDisposable
{
    private const int ResultTailBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Helper> _helpers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _stops = new(StringComparer.Ordinal);
    private readonly HelperRecords _records;
    private readonly HelperLauncher _launcher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Opens the plugin's folder of helper records.</summary>
    /// <param name="directory">The folder, the plugin's own.</param>
    /// <param name="bootId">This boot's id.</param>
    /// <param name="policyEnvironment">Variables that the crypto policy adds to every child.</param>
    /// <param name="time">The clock of pauses and limits.</param>
    /// <param name="logger">Takes the children's output.</param>
    public ProcessSupervisor(
        string directory, string bootId, Func<IReadOnlyDictionary<string, string>> policyEnvironment, TimeProvider time, ILogger<ProcessSupervisor> logger)
    {
        _records = new HelperRecords(directory);
        _launcher = new HelperLauncher(_records, policyEnvironment, bootId);
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Takes over what an earlier host left running: helpers that outlive the host are looked after again, others are ended. Call it once,
    /// at start.
    /// </summary>
    /// <returns>How many were adopted.</returns>
    public async ValueTask<int> AdoptAsync(CancellationToken cancellationToken)
    {
        var adopted = 0;
        foreach (var record in _records.Load())
        {
            if (_launcher.Adopt(record) is not { } watch)
            {
                _launcher.Forget(record.Helper);
                continue;
            }

            var helper = new Helper(record.Helper, _launcher, _time, _logger);
            helper.Follow(watch);
            if (!record.Helper.OutlivesHost)
            {
                await helper.StopAsync().WaitAsync(cancellationToken);
                continue;
            }

            lock (_gate)
                _helpers[record.Helper.Name] = helper;
            Log.Adopted(_logger, record.Helper.Name, record.ProcessId);
            adopted++;
        }

        return adopted;
    }

    public async ValueTask<HelperStatus> StartAsync(HelperProcess helper, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(helper);
        if (StopOf(helper.Name) is { } stop)
            await stop.WaitAsync(cancellationToken);
        lock (_gate)
        {
            if (_helpers.TryGetValue(helper.Name, out var present) && !present.IsOver)
            {
                return HelperSpecification.AreSame(present.Specification, helper)
                    ? present.Status
                    : throw CsiErrors.FailedPrecondition($"helper '{helper.Name}' runs with another specification; stop it first");
            }

            File.Delete(_records.LogPath(helper.Name));
            var started = new Helper(helper, _launcher, _time, _logger);
            started.Start();
            _helpers[helper.Name] = started;
            return started.Status;
        }
    }

    public async ValueTask StopAsync(string name, CancellationToken cancellationToken)
    {
        Task stop;
        lock (_gate)
        {
            if (!_helpers.TryGetValue(name, out var helper))
                return;
            if (!_stops.TryGetValue(name, out stop!))
                _stops[name] = stop = StopAsync(name, helper);
        }

        await stop.WaitAsync(cancellationToken);
    }

    public HelperStatus? Find(string name)
    {
        lock (_gate)
            return _helpers.GetValueOrDefault(name)?.Status;
    }

    public async ValueTask<ProcessResult> RunAsync(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var output = new OutputTail(ResultTailBytes);
        var error = new OutputTail(ResultTailBytes);
        var watch = _launcher.StartWithPipes(fileName, arguments, environment, output, error);
        try
        {
            var code = await watch.Exit.WaitAsync(cancellationToken);
            return new ProcessResult { ExitCode = code ?? -1, Output = output.ToString(), Error = error.ToString() };
        }
        catch (OperationCanceledException)
        {
            // Not waited for: a process that hangs in the kernel dies when the kernel lets it.
            watch.Signal(ProcessCalls.KillSignal);
            throw;
        }
    }

    /// <summary>Ends the helpers that must not outlive the host, and leaves the others alone.</summary>
    public async ValueTask DisposeAsync()
    {
        Helper[] helpers;
        lock (_gate)
        {
            helpers = [.. _helpers.Values];
            _helpers.Clear();
        }

        await Task.WhenAll(helpers.Select(helper => helper.Specification.OutlivesHost ? helper.LeaveAsync() : helper.StopAsync()));
    }

    private Task? StopOf(string name)
    {
        lock (_gate)
            return _stops.GetValueOrDefault(name);
    }

    private async Task StopAsync(string name, Helper helper)
    {
        // Leaves the caller's lock first.
        await Task.Yield();
        try
        {
            await helper.StopAsync();
            File.Delete(_records.LogPath(name));
        }
        finally
        {
            lock (_gate)
            {
                _helpers.Remove(name);
                _stops.Remove(name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1610, LogLevel.Information, "Helper {Helper} still runs as process {ProcessId}; looking after it again")]
        public static partial void Adopted(ILogger logger, string helper, int processId);
    }
}
