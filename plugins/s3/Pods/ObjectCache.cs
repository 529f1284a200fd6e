using System.Collections.Concurrent;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.S3.Pods;

/// <summary>The objects of one watch, and a signal at each change, so that whoever waits for something looks again at once.</summary>
internal sealed class ObjectCache<T>(Func<T, string> nameOf)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _objects = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _changed = NewSignal();

    public IEnumerable<T> Values => _objects.Values;

    /// <summary>Completes at the next change. Take it before looking.</summary>
    public Task Changed => _changed.Task;

    public T? Find(string name) => _objects.GetValueOrDefault(name);

    /// <summary>Follows a watch to its end.</summary>
    /// <param name="events">The watch.</param>
    /// <param name="onSynced">Called once the first list is in.</param>
    /// <param name="onSeen">Called for each object that is new or changed.</param>
    public async Task FollowAsync(IAsyncEnumerable<KubernetesEvent<T>> events, Action onSynced, Action<T> onSeen)
    {
        await foreach (var change in events)
        {
            if (change.Value is not { } value)
            {
                onSynced();
                continue;
            }

            if (change.Kind == KubernetesEventKind.Deleted)
                _objects.TryRemove(nameOf(value), out _);
            else
                _objects[nameOf(value)] = value;
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            if (change.Kind != KubernetesEventKind.Deleted)
                onSeen(value);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
