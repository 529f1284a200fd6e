namespace CsiHost.Kernel;

/// <summary>A check found something else than it must.</summary>
internal sealed class CheckFailedException(string message) : Exception(message)
{
    /// <summary>Throws unless the condition holds.</summary>
    public static void Unless(bool condition, string message)
    {
        if (!condition)
            throw new CheckFailedException(message);
    }

    /// <summary>Waits until the condition holds; throws when it takes too long.</summary>
    public static async Task UntilAsync(Func<bool> condition, string message)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            if (patience.IsCancellationRequested)
                throw new CheckFailedException(message);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }
}
