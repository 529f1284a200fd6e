using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>Notes that a plugin gave up.</summary>
public sealed class FakeHostLifetime : IHostLifetime
{
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first reason.</summary>
    public Task<string> Failed => _failed.Task;

    /// <inheritdoc/>
    public void Fail(string reason, Exception? exception = null) => _failed.TrySetResult(exception is null ? reason : $"{reason}: {exception}");
}
