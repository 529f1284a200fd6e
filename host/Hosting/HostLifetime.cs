using CsiHost.Abstractions.Ports;

namespace CsiHost.Hosting;

/// <summary>Keeps the first failure that a plugin's background work reported.</summary>
internal sealed class HostLifetime : IHostLifetime
{
    private readonly TaskCompletionSource<(string Reason, Exception? Exception)> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a plugin gave up.</summary>
    public Task<(string Reason, Exception? Exception)> Failed => _failed.Task;

    public void Fail(string reason, Exception? exception = null) => _failed.TrySetResult((reason, exception));
}
