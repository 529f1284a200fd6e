namespace CsiHost.Abstractions.Ports;

/// <summary>A long-running child process.</summary>
public sealed record HelperProcess
{
    /// <summary>A name unique in the plugin; starting a name that runs with an equal specification does nothing.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the executable.</summary>
    public required string FileName { get; init; }

    /// <summary>Arguments, one an entry; no shell is involved.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment beside what the crypto policy adds; nothing is inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Start it again, with growing pauses, when it ends by itself.</summary>
    public bool Restart { get; init; } = true;

    /// <summary>Let it go on when the host stops or dies; the next start adopts it by its record (pid and start time).</summary>
    public bool OutlivesHost { get; init; }
}
