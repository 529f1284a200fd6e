namespace CsiHost.Abstractions.Commands;

/// <summary>A process's arguments and environment.</summary>
public sealed record CommandLine
{
    /// <summary>The name the process was started under.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments after the name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
