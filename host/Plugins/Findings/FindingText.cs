namespace CsiHost.Plugins.Findings;

/// <summary>Findings as people read them: what was found, and below it what to do.</summary>
internal static class FindingText
{
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            output.WriteLine(finding.Plugin.Length == 0 ? $"{finding.Id} {finding.Message}" : $"{finding.Id} plugin {finding.Plugin}: {finding.Message}");
            output.WriteLine($"        fix: {finding.Diagnostic.Fix}");
        }
    }
}
