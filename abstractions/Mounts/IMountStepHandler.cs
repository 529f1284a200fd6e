using CsiHost.Abstractions.Calls;

namespace CsiHost.Abstractions.Mounts;

/// <summary>
/// Carries out a plugin's <see cref="CustomStep"/>s of one kind. Mark the class <see cref="Plugins.CsiServiceAttribute"/>. Every method is
/// idempotent: the host repeats it after a crash.
/// </summary>
public interface IMountStepHandler
{
    /// <summary>The kind, unique in the plugin.</summary>
    string Kind { get; }

    /// <summary>Brings the step into effect. Secrets of the call, if it needs any, were put aside by the plan's author (in memory, by target).</summary>
    /// <param name="step">The step.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Fires with the call's deadline; leave nothing half-done.</param>
    ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken);

    /// <summary>Takes the step back. A step that is not in effect is no error.</summary>
    /// <param name="step">The step as recorded.</param>
    /// <param name="cancellationToken">Fires with the call's deadline.</param>
    ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken);

    /// <summary>
    /// Called at start for each recorded step, before the driver's socket opens: bring back what died with the previous process, such as an
    /// in-process tunnel on its port. Does nothing by default.
    /// </summary>
    /// <param name="step">The step as recorded.</param>
    /// <param name="cancellationToken">Fires when the start limit passes.</param>
    ValueTask RecoverAsync(CustomStep step, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
