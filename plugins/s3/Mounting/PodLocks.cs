namespace CsiHost.Plugins.S3.Mounting;

/// <summary>One lock a Mountpoint Pod, for publishes and for its release. A pod nobody holds or waits for costs nothing.</summary>
internal sealed class PodLocks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SemaphoreSlim Semaphore, int Users)> _locks = new(StringComparer.Ordinal);

    /// <summary>Takes a pod's lock; disposing the result gives it back.</summary>
    public async Task<IDisposable> TakeAsync(string podName, CancellationToken cancellationToken)
    {
        SemaphoreSlim semaphore;
        lock (_gate)
        {
            var known = _locks.TryGetValue(podName, out var entry) ? entry : (new SemaphoreSlim(1, 1), 0);
            _locks[podName] = (known.Item1, known.Item2 + 1);
            semaphore = known.Item1;
        }

        try
        {
            await semaphore.WaitAsync(cancellationToken);
            return new Holder(this, podName, semaphore);
        }
        catch
        {
            Leave(podName);
            throw;
        }
    }

    private void Leave(string podName)
    {
        lock (_gate)
        {
            var (semaphore, users) = _locks[podName];
            if (users > 1)
            {
                _locks[podName] = (semaphore, users - 1);
                return;
            }

            _locks.Remove(podName);
            semaphore.Dispose();
        }
    }

    private sealed class Holder(PodLocks owner, string podName, SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose()
        {
            semaphore.Release();
            owner.Leave(podName);
        }
    }
}
