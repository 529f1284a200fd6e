using CsiHost.Plugins.Efs.Node.Usage;

namespace CsiHost.Plugins.Efs.Tests.Node;

/// <summary>A tree whose walk takes as long as a test wants.</summary>
internal sealed class FakeTree : ITreeSize
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _started;

    public long Size { get; set; } = 42;

    public Exception? Failure { get; set; }

    /// <summary>A walk ends when this is set.</summary>
    public ManualResetEventSlim Go { get; } = new(true);

    /// <summary>Whether a walk does not notice that it is to end, as on a dead file system.</summary>
    public bool IsDead { get; set; }

    public int Running => Volatile.Read(ref _running);

    public int Started => Volatile.Read(ref _started);

    public int Most { get; private set; }

    public long Measure(string root, CancellationToken cancellationToken)
    {
        Change(1);
        try
        {
            Go.Wait(IsDead ? CancellationToken.None : cancellationToken);
            return Failure is null ? Size : throw Failure;
        }
        finally
        {
            Change(-1);
        }
    }

    public async Task WhenRunningAsync(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running == count)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        }
    }

    private void Change(int by)
    {
        lock (_gate)
        {
            _running += by;
            _started += by > 0 ? 1 : 0;
            Most = Math.Max(Most, _running);
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
