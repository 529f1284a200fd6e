namespace CsiHost.S3Engine.Tests.Support;

/// <summary>Work whose calls block, on threads of its own; what it throws is its task's.</summary>
internal static class Blocking
{
    public static Task Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Many at once, to their end.</summary>
    public static void RunAll(int count, Action<int> work) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Run(() => work(i)))).GetAwaiter().GetResult();
}
