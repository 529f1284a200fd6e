namespace CsiHost.Abstractions.Commands;

/// <summary>
/// A drop-in command: maps the command line and environment of the binary it replaces to the host's configuration. Constructed with a
/// parameterless constructor before any configuration exists; must be pure and do no I/O.
/// </summary>
public interface ICsiCommand
{
    /// <summary>Interprets one command line.</summary>
    /// <param name="line">Arguments and environment as given to the process.</param>
    /// <returns>What the host does: exit with a text, or run with a configuration.</returns>
    CommandResult Interpret(CommandLine line);
}
