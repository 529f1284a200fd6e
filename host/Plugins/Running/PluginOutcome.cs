using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins.Running;

/// <summary>What became of one plugin.</summary>
internal sealed record PluginOutcome
{
    public required string Id { get; init; }

    /// <summary><c>-</c> when the manifest cannot be read.</summary>
    public required string Version { get; init; }

    /// <summary>The contract it was built against; <c>-</c> when the manifest cannot be read.</summary>
    public required string Contract { get; init; }

    /// <summary>SHA-256 of its manifest; empty when there is none.</summary>
    public required string Hash { get; init; }

    public required PluginState State { get; init; }

    /// <summary>Numbers of the findings behind the state; empty when all is well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Time spent in loading and starting it.</summary>
    public TimeSpan Elapsed { get; init; }

    public static PluginOutcome Of(PluginCandidate candidate, PluginState state, IEnumerable<Finding>? findings = null) => new()
    {
        Id = candidate.Id,
        Version = candidate.Manifest?.Version ?? "-",
        Contract = candidate.Manifest?.Contract ?? "-",
        Hash = candidate.ManifestHash,
        State = state,
        Reason = Reasons(findings ?? []),
    };

    public static string Reasons(IEnumerable<Finding> findings) => string.Join(' ', findings.Select(finding => finding.Id).Distinct());
}
