using System.Collections.Concurrent;

namespace CsiHost.StandIns.Aws;

/// <summary>The faults by operation.</summary>
public sealed class AwsFaults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(AwsFault Fault, int Seen)>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sets a fault of an operation, <c>*</c> for all of them.</summary>
    public void Set(string operation, AwsFault fault)
    {
        lock (_gate)
        {
            if (!_faults.TryGetValue(operation, out var list))
                _faults[operation] = list = [];
            list.Add((fault, 0));
        }
    }

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    /// <summary>Completes when a request of the operation hangs.</summary>
    public Task HangingAsync(string operation) => Signal(operation).Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets all requests that hang go on.</summary>
    public void Release() => _released.TrySetResult();

    internal async Task HangAsync(string operation)
    {
        Signal(operation).TrySetResult();
        await _released.Task;
    }

    internal AwsFault? Next(string operation) => NextOf(operation) ?? NextOf("*");

    private AwsFault? NextOf(string operation)
    {
        lock (_gate)
        {
            if (!_faults.TryGetValue(operation, out var list))
                return null;
            for (var index = 0; index < list.Count; index++)
            {
                var (fault, seen) = list[index];
                list[index] = (fault, seen + 1);
                if (seen >= fault.After && (fault.Times is not { } times || seen - fault.After < times))
                    return fault;
            }
            return null;
        }
    }

    private TaskCompletionSource Signal(string operation) =>
        _waiting.GetOrAdd(operation, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
