namespace CsiHost.Abstractions.Ports;

/// <summary>A child process that ran to its end.</summary>
public sealed record ProcessResult
{
    /// <summary>The exit code; 128 plus the signal's number when a signal ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Standard output, its last 64 KiB.</summary>
    public required string Output { get; init; }

    /// <summary>Standard error, its last 64 KiB.</summary>
    public required string Error { get; init; }
}
