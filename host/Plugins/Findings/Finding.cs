namespace CsiHost.Plugins.Findings;

/// <summary>A diagnostic that applies here and now.</summary>
/// <param name="Diagnostic">What kind.</param>
/// <param name="Plugin">The plugin's folder name; empty when the whole folder of plugins is concerned.</param>
/// <param name="Message">What was found: names the file or the field.</param>
internal sealed record Finding(Diagnostic Diagnostic, string Plugin, string Message)
{
    public string Id => Diagnostic.Id;

    public override string ToString() => Plugin.Length == 0
        ? $"{Id} {Message} Fix: {Diagnostic.Fix}"
        : $"{Id} plugin {Plugin}: {Message} Fix: {Diagnostic.Fix}";

    /// <summary>Root causes first, then by number, plugin and text, so that two runs print the same.</summary>
    public static IReadOnlyList<Finding> Order(IEnumerable<Finding> findings) =>
    [
        .. findings.Distinct()
            .OrderBy(finding => finding.Diagnostic.IsConsequence ? "2" : "1", StringComparer.Ordinal)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Plugin, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal),
    ];
}
