using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Native;
using CsiHost.Plugins.Local.Store;
using CsiHost.Plugins.Local.Trees;

namespace CsiHost.Plugins.Local;

/// <summary>
/// Opens the store before the driver's socket opens. What a killed process left is removed beside the calls: it may be large, it has names that
/// no call uses, and nobody waits for it.
/// </summary>
[CsiService]
internal sealed partial class LocalStartup(LocalStore store, ILogger<LocalStartup> logger) : IPluginLifecycle, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends when the leftovers are gone.</summary>
    public Task Sweeping { get; private set; } = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.Open();
        var leftovers = store.Root.FindLeftovers();
        Sweeping = Task.Run(() => Sweep(leftovers, _stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Sweeping.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private void Sweep(IReadOnlyList<(Folder Parent, string Name)> leftovers, CancellationToken cancellationToken)
    {
        foreach (var (parent, name) in leftovers)
        {
            try
            {
                TreeRemover.Remove(parent, name, cancellationToken);
                LogSwept(name);
            }
            catch (OperationCanceledException)
            {
                return; // stopping; the next start goes on
            }
            catch (IOException exception)
            {
                LogSweepFailed(name, exception.Message);
            }
        }
    }
}
