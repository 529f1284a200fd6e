using CsiHost.Plugins.Findings;
using CsiHost.Tests.Architecture;

namespace CsiHost.Tests.Plugins;

public sealed class DiagnosticsTests
{
    [Fact]
    public void All_AreNumberedWithoutGapsAndInOrder() =>
        Diagnostics.All.Select(diagnostic => diagnostic.Id).ShouldBe(Enumerable.Range(1, Diagnostics.All.Count).Select(number => $"CSH{number:0000}"));

    [Fact]
    public void All_HoldEveryFieldOfTheCatalogue() =>
        typeof(Diagnostics).GetFields().Select(field => field.GetValue(null)).ShouldBe(Diagnostics.All, ignoreOrder: true);

    [Fact]
    public void All_SayWhyAndWhatToDo() =>
        Diagnostics.All.ShouldAllBe(diagnostic => diagnostic.Explanation.EndsWith('.') && diagnostic.Fix.EndsWith('.') && !diagnostic.Title.EndsWith('.'));

    [Fact]
    public void Documentation_IsTheCatalogue() =>
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs/diagnostics.md")).ShouldBe(Diagnostics.ToMarkdown(), "write it again with 'csi-host plugins explain all'");

    [Theory]
    [InlineData("CSH0008", true)]
    [InlineData("csh0008", true)]
    [InlineData("CSH9999", false)]
    public void Find_IgnoresCase(string id, bool known) => (Diagnostics.Find(id) is not null).ShouldBe(known);
}
