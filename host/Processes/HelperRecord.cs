using CsiHost.Abstractions.Ports;

namespace CsiHost.Processes;

/// <summary>A helper that runs, as stored: what it was asked to be, and which process it is.</summary>
internal sealed record HelperRecord
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required HelperProcess Helper { get; init; }

    public required int ProcessId { get; init; }

    public required long StartTime { get; init; }

    public required string BootId { get; init; }
}
