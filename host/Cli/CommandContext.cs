namespace CsiHost.Cli;

/// <summary>What a command may use of the process it runs in.</summary>
internal sealed record CommandContext
{
    /// <summary>The arguments after the command's own name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Opened only when it is read: a terminal takes time to set up.</summary>
    public required Func<TextReader> Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Fires when the process is asked to stop.</summary>
    public CancellationToken Stopping { get; init; }
}
