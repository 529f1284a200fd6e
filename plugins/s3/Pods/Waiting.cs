namespace CsiHost.Plugins.S3.Pods;

/// <summary>Waits for what a watch will show.</summary>
internal static class Waiting
{
    /// <summary>Looks, and looks again at each change, until there is something or the time is up.</summary>
    /// <param name="cache">What is watched.</param>
    /// <param name="find">Looks.</param>
    /// <param name="limit">The time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up, as an exception.</param>
    /// <returns>What was found; null when the time was up.</returns>
    public static async Task<TFound?> ForAsync<T, TFound>(
        ObjectCache<T> cache, Func<TFound?> find, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
        where T : class
        where TFound : class
    {
        using var end = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        while (true)
        {
            var changed = cache.Changed;
            if (find() is { } found)
                return found;
            try
            {
                await changed.WaitAsync(both.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return find();
            }
        }
    }
}
