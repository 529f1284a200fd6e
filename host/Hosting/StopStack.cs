using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>What must be stopped, in reverse order of its start. A step that fails is logged and does not keep the rest from stopping.</summary>
internal sealed partial class StopStack(ILogger logger)
{
    private readonly Stack<Step> _steps = new();

    public void Push(string name, Func<CancellationToken, ValueTask> stop) => _steps.Push(new Step(name, stop));

    public void Push(string name, IDisposable disposable) => Push(name, _ =>
    {
        disposable.Dispose();
        return ValueTask.CompletedTask;
    });

    public void Push(string name, IAsyncDisposable disposable) => Push(name, _ => disposable.DisposeAsync());

    /// <summary>True when every step ended well and in time.</summary>
    public async Task<bool> RunAsync(CancellationToken limit)
    {
        var isClean = true;
        while (_steps.TryPop(out var step))
        {
            try
            {
                await step.Stop(limit);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                LogCut(logger, step.Name);
                isClean = false;
            }
            catch (Exception e)
            {
                LogFailed(logger, e, step.Name);
                isClean = false;
            }
        }

        return isClean;
    }

    private sealed record Step(string Name, Func<CancellationToken, ValueTask> Stop);

    [LoggerMessage(EventId = 1030, Level = LogLevel.Error, Message = "stopping {Step} failed; going on")]
    private static partial void LogFailed(ILogger logger, Exception exception, string step);

    [LoggerMessage(EventId = 1031, Level = LogLevel.Warning, Message = "the shutdown limit has passed while stopping {Step}")]
    private static partial void LogCut(ILogger logger, string step);
}
