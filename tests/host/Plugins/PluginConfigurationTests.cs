using CsiHost.Plugins;

namespace CsiHost.Tests.Plugins;

public sealed class PluginConfigurationTests
{
    [Theory]
    [InlineData("Plugins:sample:Widht", "3", "Plugins:sample:Widht is unknown", "Width")]
    [InlineData("Plugins:sample:Width", "wide", "Plugins:sample:Width", "wide")]
    [InlineData("Plugins:sample:Width", "11", "Plugins:sample:Width", "between 1 and 10")]
    [InlineData("Plugins:sample:Name", "", "Plugins:sample:Name", "required")]
    [InlineData("Plugins:sample:Behavior", "Strange", "Plugins:sample:Behavior", "Strange")]
    [InlineData("Plugins:sample:Low", "5", "Plugins:sample:Low", "must not be above High")]
    public async Task Load_WrongSetting_IsCsh0033AndNamesTheKey(string key, string value, params string[] texts)
    {
        using var box = new PluginSandbox("sample");
        box.Configuration[key] = value;

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.ShouldBeOnly("CSH0033", texts);
    }

    [Fact]
    public async Task Load_SeveralWrongSettings_AreAllReportedAtOnce()
    {
        using var box = new PluginSandbox("sample");
        box.Configuration["Plugins:sample:Widht"] = "3";
        box.Configuration["Plugins:sample:High"] = "tall";
        box.Configuration["Plugins:sample:Width"] = "0";
        box.Configuration["Plugins:sample:Low"] = "9";

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.Count.ShouldBe(4, thrown.Message);
        thrown.Findings.ShouldAllBe(finding => finding.Id == "CSH0033");
    }

    [Fact]
    public async Task Load_SectionOfNoPlugin_IsCsh0028()
    {
        using var box = new PluginSandbox("sample");
        box.Configuration["Plugins:sampel:Width"] = "3";

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.ShouldBeOnly("CSH0028", "Plugins:sampel", "sample");
    }
}
