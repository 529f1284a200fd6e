namespace CsiHost.Abstractions.Ports;

/// <summary>Child processes of a plugin. Every child is reaped; output goes to the log, line by line.</summary>
public interface IProcessSupervisor
{
    /// <summary>Starts a helper and returns once it runs. Idempotent by name and specification.</summary>
    /// <param name="helper">What to run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.CsiException">It cannot be started, or the name runs with another specification.</exception>
    ValueTask<HelperStatus> StartAsync(HelperProcess helper, CancellationToken cancellationToken);

    /// <summary>Stops a helper: SIGTERM, then SIGKILL after 10 s. A helper that does not run is no error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting; the stop goes on.</param>
    ValueTask StopAsync(string name, CancellationToken cancellationToken);

    /// <summary>A helper's state; null when the name is unknown.</summary>
    /// <param name="name">Its name.</param>
    HelperStatus? Find(string name);

    /// <summary>Runs a program to its end. Cancelling kills it and its process group.</summary>
    /// <param name="fileName">Absolute path.</param>
    /// <param name="arguments">Arguments, one an entry.</param>
    /// <param name="environment">The whole environment beside what the crypto policy adds.</param>
    /// <param name="cancellationToken">Kills it.</param>
    ValueTask<ProcessResult> RunAsync(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken);
}
