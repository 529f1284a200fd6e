using CsiHost.Plugins.Findings;

namespace CsiHost.Tests.Plugins;

internal static class FindingAssert
{
    /// <summary>Exactly one finding of this number, which names all of the texts; each finding carries its fix.</summary>
    public static void ShouldHave(this IReadOnlyList<Finding> findings, string id, params string[] texts)
    {
        var matching = findings.Where(finding => finding.Id == id).ToArray();
        matching.Length.ShouldBe(1, $"{id} among: {string.Join('\n', findings)}");
        foreach (var text in texts)
            matching[0].Message.ShouldContain(text);
        matching[0].ToString().ShouldContain(matching[0].Diagnostic.Fix);
    }

    public static void ShouldBeOnly(this IReadOnlyList<Finding> findings, string id, params string[] texts)
    {
        findings.Select(finding => finding.Id).ShouldBe([id], string.Join('\n', findings));
        findings.ShouldHave(id, texts);
    }
}
