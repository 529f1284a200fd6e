using CsiHost.Abstractions.Errors;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>
/// Runs system calls that may never return. Each gets a thread of its own, so a dead server holds that thread and never one of the pool;
/// how many may be held at once is bounded.
/// </summary>
internal sealed class BlockingCallRunner(int maxThreads = 256)
{
    private const int StackBytes = 256 * 1024;
    private int _running;

    /// <summary>How many calls run or hang now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Starts a call. The caller waits as long as it likes; the call goes on without it.</summary>
    /// <exception cref="CsiException">Too many are stuck already (Unavailable); or the call's own failure, from the task.</exception>
    public Task<T> Start<T>(string name, Func<T> call)
    {
        if (Interlocked.Increment(ref _running) > maxThreads)
        {
            Interlocked.Decrement(ref _running);
            return Task.FromException<T>(CsiErrors.Unavailable($"{maxThreads} file-system calls are stuck on this node; not starting {name}"));
        }

        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(call, completion), StackBytes) { IsBackground = true, Name = "fs " + name };
        try
        {
            thread.UnsafeStart();
        }
        catch (OutOfMemoryException exception)
        {
            Interlocked.Decrement(ref _running);
            return Task.FromException<T>(CsiErrors.ResourceExhausted("no thread can be started on this node", exception));
        }

        return completion.Task;
    }

    private void Run<T>(Func<T> call, TaskCompletionSource<T> completion)
    {
        try
        {
            var result = call();
            Interlocked.Decrement(ref _running);
            completion.SetResult(result);
        }
        catch (Exception exception)
        {
            Interlocked.Decrement(ref _running);
            completion.SetException(exception is NativeException native ? MountErrors.ToCsi(native) : exception);
            // An abandoned call has nobody left to see its failure.
            _ = completion.Task.Exception;
        }
    }
}
