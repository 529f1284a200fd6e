using System.Diagnostics.CodeAnalysis;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using Microsoft.Extensions.Logging;

namespace CsiHost.Processes;

/// <summary>One helper: runs it, starts it again when it ends by itself, and stops it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without timer or links holds nothing to dispose.")]
internal sealed partial class Helper
{
    private const int TailBytes = 8 * 1024;
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OutputPause = TimeSpan.FromSeconds(2);
    private readonly HelperLauncher _launcher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OutputTail _tail;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RestartBackoff _backoff = new();
    private readonly HelperOutput? _output;
    private volatile ProcessWatch? _watch;
    private int? _lastExitCode;
    private int _restarts;
    private Task _supervision = Task.CompletedTask;

    public Helper(HelperProcess specification, HelperLauncher launcher, TimeProvider time, ILogger logger)
    {
        Specification = specification;
        _launcher = launcher;
        _time = time;
        _logger = logger;
        _tail = new OutputTail(TailBytes, line => Log.Output(logger, specification.Name, line));
        _output = specification.OutlivesHost ? new HelperOutput(launcher.LogPath(specification), _tail) : null;
    }

    public HelperProcess Specification { get; }

    public bool IsRunning => _watch is { Exit.IsCompleted: false };

    /// <summary>Whether nobody looks after it any more: it ended and is not to be started again.</summary>
    public bool IsOver => _supervision.IsCompleted && !IsRunning;

    public HelperStatus Status
    {
        get
        {
            _output?.Refresh();
            var watch = _watch;
            var running = watch is { Exit.IsCompleted: false };
            return new HelperStatus
            {
                IsRunning = running,
                ProcessId = running ? watch!.ProcessId : 0,
                LastExitCode = _lastExitCode,
                Restarts = _restarts,
                OutputTail = _tail.ToString(),
            };
        }
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="CsiException">It cannot be started.</exception>
    public void Start() => Follow(_launcher.Start(Specification, _tail));

    /// <summary>Takes over a process that an earlier host started.</summary>
    public void Follow(ProcessWatch watch)
    {
        _watch = watch;
        _supervision = SuperviseAsync(watch);
    }

    /// <summary>Ends it: SIGTERM, and SIGKILL after the grace.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_watch is { } watch)
        {
            watch.Signal(ProcessCalls.Terminate);
            try
            {
                await watch.Exit.WaitAsync(StopGrace, _time);
            }
            catch (TimeoutException)
            {
                Log.Killing(_logger, Specification.Name, watch.ProcessId);
                watch.Signal(ProcessCalls.KillSignal);
                await watch.Exit;
            }
        }

        await _supervision;
    }

    /// <summary>Starts it no more; the process itself goes on.</summary>
    public Task LeaveAsync() => _stopping.CancelAsync();

    private async Task SuperviseAsync(ProcessWatch watch)
    {
        while (true)
        {
            var started = _time.GetTimestamp();
            await ExitAsync(watch);
            _launcher.Forget(Specification);
            if (_stopping.IsCancellationRequested || !Specification.Restart)
                return;
            Log.Ended(_logger, Specification.Name, _lastExitCode);
            if (await RestartAsync(_time.GetElapsedTime(started)) is not { } next)
                return;
            _restarts++;
            _watch = watch = next;
            // A stop that came while it was being started has seen the old process only.
            if (_stopping.IsCancellationRequested)
                watch.Signal(ProcessCalls.KillSignal);
        }
    }

    private async Task ExitAsync(ProcessWatch watch)
    {
        while (_output is not null && !watch.Exit.IsCompleted)
        {
            try
            {
                await watch.Exit.WaitAsync(OutputPause, _time);
            }
            catch (TimeoutException)
            {
                _output.Refresh();
            }
        }

        _lastExitCode = await watch.Exit;
        _output?.Refresh();
    }

    private async Task<ProcessWatch?> RestartAsync(TimeSpan run)
    {
        while (true)
        {
            try
            {
                await Task.Delay(_backoff.After(run), _time, _stopping.Token);
                return _launcher.Start(Specification, _tail);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (CsiException exception)
            {
                Log.NotRestarted(_logger, Specification.Name, exception);
                run = TimeSpan.Zero;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Information, "{Helper}: {Line}")]
        public static partial void Output(ILogger logger, string helper, string line);

        [LoggerMessage(1601, LogLevel.Warning, "Helper {Helper} ended by itself (exit code {ExitCode}); starting it again")]
        public static partial void Ended(ILogger logger, string helper, int? exitCode);

        [LoggerMessage(1602, LogLevel.Error, "Helper {Helper} could not be started again; trying later")]
        public static partial void NotRestarted(ILogger logger, string helper, Exception exception);

        [LoggerMessage(1603, LogLevel.Warning, "Helper {Helper} (process {ProcessId}) does not end on SIGTERM; killing it")]
        public static partial void Killing(ILogger logger, string helper, int processId);
    }
}
