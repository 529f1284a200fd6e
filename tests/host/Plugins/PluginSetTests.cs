using System.Reflection.PortableExecutable;
using CsiHost.Plugins.Checks;

namespace CsiHost.Tests.Plugins;

/// <summary>What metadata and the set of plugins can get wrong, each seen before any plugin code runs.</summary>
public sealed class PluginSetTests
{
    [Theory]
    [InlineData("contract-newer", "CSH0019", "1.99")]
    [InlineData("contract-older", "CSH0019", "0.9")]
    [InlineData("contract-next", "CSH0019", "99.0")]
    [InlineData("newer-framework", "CSH0018", "v99.0")]
    [InlineData("mixed-policy", "CSH0026", "Fixture.Service")]
    public void Inspect_UnfitPlugin_GivesItsNumber(string fixture, string id, string text)
    {
        using var box = new PluginSandbox(fixture);

        box.Inspect().Findings.ShouldBeOnly(id, text);
    }

    [Theory]
    [InlineData("1.0", "1.0", true)]
    [InlineData("1.0", "1.5", true)]
    [InlineData("1.6", "1.5", false)]
    [InlineData("2.0", "1.5", false)]
    [InlineData("0.9", "1.5", false)]
    public void CheckContract_FitsSameMajorAndOlderMinor(string plugin, string host, bool fits) =>
        (CompatibilityCheck.CheckContract(Version.Parse(plugin), Version.Parse(host)) is null).ShouldBe(fits);

    [Fact]
    public void Inspect_HostWithNewerMinor_AcceptsThePlugin()
    {
        using var box = new PluginSandbox("every");
        var host = HostFacts.Read();

        box.Inspect(host with { Contract = new Version(host.Contract.Major, host.Contract.Minor + 5, 0, 0) }).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_NotAnAssembly_IsCsh0015()
    {
        using var box = new PluginSandbox("sample");
        File.WriteAllText(box["sample", "Text.dll"], "not an assembly");
        box.Pack("sample");
        box.EditManifest("sample", "\"entry\": \"Fixture.sample.dll\"", "\"entry\": \"Text.dll\"");

        box.Inspect().Findings.ShouldBeOnly("CSH0015", "Text.dll", "not a .NET assembly");
    }

    [Fact]
    public void Inspect_NoAttribute_IsCsh0015()
    {
        using var box = new PluginSandbox("sample");
        File.Copy(Fixtures.Entry("no-attribute"), box["sample", "Plain.dll"]);
        box.Pack("sample");
        box.EditManifest("sample", "\"entry\": \"Fixture.sample.dll\"", "\"entry\": \"Plain.dll\"");

        box.Inspect().Findings.ShouldBeOnly("CSH0015", "Plain.dll", "[assembly: CsiPlugin]");
    }

    [Fact]
    public void Inspect_CodeForAnotherMachine_IsCsh0017()
    {
        using var box = new PluginSandbox("sample");
        var path = box["sample", "Fixture.sample.dll"];
        var image = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(image.AsSpan(BitConverter.ToInt32(image, 0x3C) + 4), (ushort)Machine.Arm64).ShouldBeTrue();
        File.WriteAllBytes(path, image);
        box.Pack("sample");

        box.Inspect(HostFacts.Read() with { Machine = Machine.Amd64 }).Findings.ShouldBeOnly("CSH0017", "Fixture.sample.dll", "Amd64");
    }

    [Fact]
    public void Inspect_DependencyNotPublished_IsCsh0021()
    {
        using var box = new PluginSandbox("dep-one");
        File.Delete(box["dep-one", "PrivateDep.dll"]);
        box.Pack("dep-one");

        box.Inspect().Findings.ShouldBeOnly("CSH0021", "PrivateDep");
    }

    [Fact]
    public void Inspect_PrunedHost_IsCsh0021()
    {
        using var box = new PluginSandbox("every");
        var host = HostFacts.Read();

        box.Inspect(host with { Assemblies = host.Assemblies.Except(["System.Runtime"]).ToHashSet() }).Findings.ShouldBeOnly("CSH0021", "System.Runtime");
    }

    [Theory]
    [InlineData("\"kind\": \"backend\"", "\"kind\": \"commands\"", "'kind'")]
    [InlineData("\"sample-driver\"", "\"other-driver\"", "'commands'")]
    [InlineData("\"second.csihost.dev\"", "\"third.csihost.dev\"", "'drivers'")]
    [InlineData("\"contract\": \"1.", "\"contract\": \"1.7", "'contract'")]
    public void Inspect_ManifestDiffersFromAssembly_IsCsh0022(string old, string @new, string field)
    {
        using var box = new PluginSandbox("sample");
        box.EditManifest("sample", old, @new);

        box.Inspect().Findings.ShouldBeOnly("CSH0022", field, "Fixture.sample.dll");
    }

    [Fact]
    public void Inspect_FolderNamedOtherwise_IsCsh0022()
    {
        using var box = new PluginSandbox();
        box.Add("sample", "specimen");

        box.Inspect().Findings.ShouldBeOnly("CSH0022", "'id'", "sample", "specimen");
    }

    [Fact]
    public void Inspect_TwoFoldersWithOneId_AreBothCsh0023()
    {
        using var box = new PluginSandbox("every");
        box.Add("every", "every-copy");

        var findings = box.Inspect().Findings;

        findings.Where(finding => finding.Id == "CSH0023").Select(finding => finding.Plugin).ShouldBe(["every", "every-copy"]);
        findings.First(finding => finding.Id == "CSH0023").Message.ShouldContain("every and every-copy");
        box.Inspect().LoadOrder.ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_TwoPluginsWithOneDriverAndCommand_GiveBothNumbersForBoth()
    {
        using var box = new PluginSandbox("sample", "rival");

        var findings = box.Inspect().Findings;

        findings.Select(finding => (finding.Id, finding.Plugin))
            .ShouldBe([("CSH0024", "rival"), ("CSH0024", "sample"), ("CSH0025", "rival"), ("CSH0025", "sample")]);
        findings[0].Message.ShouldContain("sample.csihost.dev");
        findings[2].Message.ShouldContain("sample-driver");
    }

    [Fact]
    public void Inspect_TwoPolicies_AreBothCsh0026()
    {
        using var box = new PluginSandbox("policy", "second-policy");

        box.Inspect().Findings.Select(finding => (finding.Id, finding.Plugin)).ShouldBe([("CSH0026", "policy"), ("CSH0026", "second-policy")]);
    }

    [Fact]
    public void Inspect_RequirementAbsent_IsCsh0027()
    {
        using var box = new PluginSandbox("sample");
        box.Add("other", null, "ghost");

        box.Inspect().Findings.ShouldBeOnly("CSH0027", "ghost");
    }

    [Fact]
    public void Inspect_RequirementCycle_IsCsh0027ForEach()
    {
        using var box = new PluginSandbox();
        box.Add("other", null, "every");
        box.Add("every", null, "other");

        box.Inspect().Findings.Select(finding => (finding.Id, finding.Plugin)).ShouldBe([("CSH0027", "every"), ("CSH0027", "other")]);
    }

    [Fact]
    public void Inspect_RequiredPluginIsBroken_ComesAfterItsCause()
    {
        using var box = new PluginSandbox("sample");
        box.Add("other", null, "sample");
        File.Delete(box["sample", "Fixture.sample.dll"]);

        box.Inspect().Findings.Select(finding => finding.Id).ShouldBe(["CSH0007", "CSH0027"]);
    }

    [Fact]
    public void LoadOrder_PutsPolicyFirstAndRequiredBeforeItsUser()
    {
        using var box = new PluginSandbox("policy", "sample", "every");
        box.Add("other", null, "sample");
        box.Add("dep-one", null, "other");

        box.Inspect().LoadOrder.Select(plugin => plugin.Id).ShouldBe(["policy", "every", "sample", "other", "dep-one"]);
    }
}
