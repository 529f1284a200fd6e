using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts.Plans;

/// <summary>
/// Counts the users of shared steps through the records. A record counts until its own revert has passed the step, so of several that go
/// at once exactly the last one takes the step back. Call it with the key's lock held.
/// </summary>
internal sealed class SharedSteps(IPublishStore store)
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Path, string Key)> _passed = [];
    private readonly KeyedLocks _locks = new();

    /// <summary>Takes the lock of a step's key; nothing for a step that is not shared.</summary>
    public async ValueTask<IDisposable?> LockAsync(PublishRecord record, MountStep step, CancellationToken cancellationToken) =>
        step.SharedKey is { } key ? await _locks.AcquireAsync($"{record.Driver}/{key}", cancellationToken) : null;

    /// <summary>Another record that still uses the step; null when there is none.</summary>
    public PublishRecord? OtherUser(PublishRecord record, MountStep step)
    {
        if (step.SharedKey is not { } key)
            return null;
        lock (_gate)
        {
            return store.All.FirstOrDefault(other => other.Path != record.Path && other.Driver == record.Driver
                && other.Plan.Steps.Any(candidate => candidate.SharedKey == key) && !_passed.Contains((other.Path, key)));
        }
    }

    /// <summary>The revert of a record has passed a step.</summary>
    public void Pass(PublishRecord record, MountStep step)
    {
        if (step.SharedKey is not { } key)
            return;
        lock (_gate)
            _passed.Add((record.Path, key));
    }

    /// <summary>A record is gone, or begins anew.</summary>
    public void Forget(string path)
    {
        lock (_gate)
            _passed.RemoveWhere(entry => entry.Path == path);
    }
}
