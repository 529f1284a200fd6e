namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Work of a marked class (<see cref="CsiBackendAttribute"/>, <see cref="CsiServiceAttribute"/>) outside calls: warm-up, recovery,
/// background loops. Started before the driver's socket opens, in the order the classes are registered; stopped in reverse after the
/// socket closed and calls drained.
/// </summary>
public interface IPluginLifecycle
{
    /// <summary>
    /// Starts. Must return once the service can work; a loop goes on in a task of its own. A failure of a required plugin stops the host.
    /// </summary>
    /// <param name="cancellationToken">Fires when the start limit (30 s by default) passes.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops, and leaves mounts and helpers in a state from which the next start recovers them. Called once.</summary>
    /// <param name="cancellationToken">Fires when the shutdown limit passes.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
