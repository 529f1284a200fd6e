namespace CsiHost.Abstractions.Commands;

/// <summary>What the host does after <see cref="ICsiCommand.Interpret"/>: either <see cref="ExitResult"/> or <see cref="RunResult"/>.</summary>
public abstract record CommandResult;
