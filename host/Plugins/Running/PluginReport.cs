using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins.Running;

/// <summary>The state of all plugins at one moment, for logs, <c>plugins list</c> and people.</summary>
internal sealed record PluginReport
{
    public required IReadOnlyList<PluginOutcome> Plugins { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>SHA-256 of the lock; empty without one.</summary>
    public required string LockDigest { get; init; }

    public void Write(TextWriter output)
    {
        TextTable.Write(output,
        [
            ["PLUGIN", "VERSION", "CONTRACT", "STATE", "REASON"],
            .. Plugins.Select(plugin => new[] { plugin.Id, plugin.Version, plugin.Contract, plugin.State.ToString().ToLowerInvariant(), plugin.Reason }),
        ]);
        output.WriteLine(LockDigest.Length == 0 ? "no lock: every plugin is required" : $"lock sha256:{LockDigest}");
        FindingText.Write(output, Findings);
    }
}
