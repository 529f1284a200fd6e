using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline;

/// <summary>The limits of one driver's calls.</summary>
internal sealed record PipelineOptions
{
    /// <summary>How many calls of the driver run at once, light ones aside; 0 means any number.</summary>
    public int MaxConcurrentCalls { get; init; }

    /// <summary>The longest a call may take, whatever its client allows. kubelet gives up after the same time.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where every target and staging path must lie; null means anywhere.</summary>
    public AbsolutePath? RequiredRoot { get; init; }
}
