using CsiHost.Plugins;
using CsiHost.Plugins.Running;

namespace CsiHost.Tests.Plugins;

public sealed class LockTests
{
    [Fact]
    public void Inspect_NoLock_MakesEveryPluginRequired()
    {
        using var box = new PluginSandbox("sample", "other");

        var inspection = box.Inspect();

        inspection.Lock.ShouldBeNull();
        inspection.Plugins.ShouldAllBe(plugin => inspection.IsRequired(plugin));
    }

    [Fact]
    public void Lock_WithRequire_LeavesTheOthersOptional()
    {
        using var box = new PluginSandbox("sample", "other", "policy");
        box.Lock("sample");

        var inspection = box.Inspect();

        inspection.Plugins.Where(inspection.IsRequired).Select(plugin => plugin.Id).ShouldBe(["policy", "sample"], "a crypto policy is always required");
    }

    [Fact]
    public void Lock_SameFolder_GivesSameBytes()
    {
        using var first = new PluginSandbox("sample", "other");
        using var second = new PluginSandbox("other", "sample");
        first.Lock();
        second.Lock();

        File.ReadAllBytes(first["plugins.lock.json"]).ShouldBe(File.ReadAllBytes(second["plugins.lock.json"]));
    }

    [Theory]
    [InlineData("{", "plugins.lock.json")]
    [InlineData("null", "the lock takes an object")]
    [InlineData("""{"schema":9,"plugins":[]}""", "'schema'")]
    [InlineData("""{"schema":1,"plugins":[],"colour":1}""", "colour")]
    [InlineData("""{"schema":1,"plugins":[{"id":"A!","version":"1.0.0","manifest":"00","required":true}]}""", "A!")]
    public void Inspect_UnreadableLock_IsCsh0011AndFatal(string text, string named)
    {
        using var box = new PluginSandbox("sample");
        File.WriteAllText(box["plugins.lock.json"], text);

        var inspection = box.Inspect();

        inspection.Fatal.ShouldContain(finding => finding.Id == "CSH0011" && finding.Message.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_OtherBuild_IsCsh0012()
    {
        using var box = new PluginSandbox("sample");
        box.Lock();
        box.Pack("sample", "sample-two");

        box.Inspect().Findings.ShouldHave("CSH0012", "plugin.json", "plugins.lock.json");
    }

    [Fact]
    public void Inspect_OtherVersion_IsCsh0012()
    {
        using var box = new PluginSandbox("sample");
        box.Lock();
        box.EditManifest("sample", "\"1.2.3\"", "\"1.2.4\"");

        box.Inspect().Findings.ShouldBeOnly("CSH0012", "'version'", "1.2.4", "1.2.3");
    }

    [Fact]
    public void Inspect_PluginAddedLater_IsCsh0013AndFatal()
    {
        using var box = new PluginSandbox("sample");
        box.Lock();
        box.Add("other");

        box.Inspect().Fatal.ShouldBeOnly("CSH0013", "plugins/other");
    }

    [Fact]
    public void Inspect_LockedPluginGone_IsCsh0014AndFatalWhenRequired()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("sample");
        Directory.Delete(box["sample"], recursive: true);

        box.Inspect().Fatal.ShouldBeOnly("CSH0014", "sample", "required");
    }

    [Fact]
    public async Task Load_OptionalPluginGone_GoesOnAndSaysSo()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("sample");
        Directory.Delete(box["other"], recursive: true);

        await using var catalog = await box.LoadAsync();

        catalog.Plugins.Select(plugin => plugin.Info.Id).ShouldBe(["sample"]);
        catalog.Report.Findings.ShouldBeOnly("CSH0014", "other", "optional");
    }

    [Fact]
    public async Task Load_OptionalPluginTampered_LeavesItOutWithAnErrorLine()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("sample");
        File.AppendAllText(box["other", "Fixture.other.dll"], "x");

        await using var catalog = await box.LoadAsync();

        catalog.Report.Plugins.Select(outcome => (outcome.Id, outcome.State, outcome.Reason))
            .ShouldBe([("other", PluginState.Rejected, "CSH0008"), ("sample", PluginState.Loaded, "")]);
        box.Log.Lines.ShouldContain(line => line.Text.Contains("CSH0008", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_RequiredPluginTampered_Throws()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("sample");
        File.AppendAllText(box["sample", "Fixture.sample.dll"], "x");

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.ShouldBeOnly("CSH0008", "Fixture.sample.dll");
    }
}
