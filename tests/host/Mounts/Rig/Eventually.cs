namespace CsiHost.Tests.Mounts.Rig;

/// <summary>Waits for another process or the kernel; gives up after ten seconds.</summary>
internal static class Eventually
{
    public static async Task IsTrue(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            limit.IsCancellationRequested.ShouldBeFalse(what);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
