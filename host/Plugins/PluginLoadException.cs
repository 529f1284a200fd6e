using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins;

/// <summary>The plugins are not fit to run. Whoever catches it prints every finding; nothing was logged before.</summary>
internal sealed class PluginLoadException(IEnumerable<Finding> findings, Exception? innerException = null)
    : Exception(null, innerException)
{
    /// <summary>Root causes first.</summary>
    public IReadOnlyList<Finding> Findings { get; } = Finding.Order(findings);

    public override string Message => string.Join('\n', Findings);

    /// <summary>True when the process must exit with the code for a refused crypto policy.</summary>
    public bool IsCryptoRefusal => Findings.Any(finding => finding.Diagnostic == Diagnostics.PolicyUnsatisfied);
}
