namespace CsiHost.Plugins.Findings;

/// <summary>One numbered way in which a plugin can be wrong. The same text is printed by <c>plugins explain</c> and in docs/diagnostics.md.</summary>
/// <param name="Id"><c>CSH</c> and four digits; never reused.</param>
/// <param name="Title">The headline.</param>
/// <param name="Explanation">Why the host insists.</param>
/// <param name="Fix">What to do, one sentence.</param>
internal sealed record Diagnostic(string Id, string Title, string Explanation, string Fix)
{
    /// <summary>True when another finding is the cause, so this one is printed after it.</summary>
    public bool IsConsequence { get; init; }
}
