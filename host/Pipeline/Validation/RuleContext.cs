using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Validation;

/// <summary>What rules know beside the request.</summary>
internal sealed record RuleContext
{
    /// <summary>The driver's own rules; null when it has none.</summary>
    public IVolumeRules? Driver { get; init; }

    /// <summary>Whether the driver stages volumes.</summary>
    public bool Stages { get; init; }

    /// <summary>Whether the driver has parameters that can change.</summary>
    public bool Modifies { get; init; }

    /// <summary>Where every target and staging path must lie; null means anywhere.</summary>
    public AbsolutePath? RequiredRoot { get; init; }
}
