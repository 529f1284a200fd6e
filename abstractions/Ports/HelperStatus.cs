namespace CsiHost.Abstractions.Ports;

/// <summary>The state of a helper process.</summary>
public sealed record HelperStatus
{
    /// <summary>Whether it runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Its process id; 0 when it does not run.</summary>
    public int ProcessId { get; init; }

    /// <summary>The last exit code, when it ended once.</summary>
    public int? LastExitCode { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>The end of its output (at most 8 KiB), for error messages.</summary>
    public string OutputTail { get; init; } = "";
}
