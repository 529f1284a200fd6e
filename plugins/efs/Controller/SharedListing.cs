namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// Lists for many callers at once. Each gets a listing that began after its call, so it sees all that was there then; those who call while one
/// runs share the next.
/// </summary>
internal sealed class SharedListing
{
    private readonly Lock _gate = new();
    private Task<AccessPointListing>? _running;
    private Task<AccessPointListing>? _next;

    /// <param name="list">Lists; not bound to the caller's token, because others wait for it too.</param>
    /// <param name="cancellationToken">Ends this caller's wait alone.</param>
    public Task<AccessPointListing> GetAsync(Func<Task<AccessPointListing>> list, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_running is null or { IsCompleted: true } && _next is null)
            {
                _running = Task.Run(list, CancellationToken.None);
                return _running.WaitAsync(cancellationToken);
            }
            _next ??= AfterAsync(_running!, list);
            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task<AccessPointListing> AfterAsync(Task running, Func<Task<AccessPointListing>> list)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<AccessPointListing> mine;
        lock (_gate)
        {
            // From here on a new caller must wait for the one after this.
            mine = Task.Run(list, CancellationToken.None);
            (_running, _next) = (mine, null);
        }
        return await mine;
    }
}
