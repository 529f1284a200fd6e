using CsiHost.Plugins;

namespace CsiHost.Tests.Plugins;

public sealed class CryptoPolicyLoadTests
{
    [Fact]
    public async Task Load_PolicyPlugin_TakesThePlaceOfTheDefault()
    {
        using var box = new PluginSandbox("policy", "sample");

        await using var catalog = await box.LoadAsync();

        catalog.Policy.ChildEnvironment.Keys.ShouldContain("FIXTURE");
        catalog.Posture.Policy.ShouldBe("fixture");
        catalog.Plugins.Select(plugin => plugin.Info.Id).ShouldBe(["policy", "sample"]);
    }

    [Theory]
    [InlineData("Satisfied", "false", "the switch: off")]
    [InlineData("Throws", "true", "no provider")]
    public async Task Load_PolicyNotMet_IsCsh0037BeforeAnyBackendIsLoaded(string key, string value, string text)
    {
        using var box = new PluginSandbox("policy", "sample");
        box.Lock("sample");
        box.Configuration[$"Plugins:policy:{key}"] = value;
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInConfigure";

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.ShouldBeOnly("CSH0037", text);
        thrown.IsCryptoRefusal.ShouldBeTrue();
    }

    [Fact]
    public async Task Load_TamperedPolicy_StopsEvenWhenTheLockSaysOptional()
    {
        using var box = new PluginSandbox("policy", "sample");
        box.Lock("sample");
        File.AppendAllText(box["policy", "Fixture.policy.dll"], "x");

        (await Should.ThrowAsync<PluginLoadException>(box.LoadAsync())).Findings.ShouldBeOnly("CSH0008", "Fixture.policy.dll");
    }

    [Fact]
    public async Task Load_PluginThatThePolicyRefuses_IsCsh0041BeforeItsConfigureRuns()
    {
        using var box = new PluginSandbox("policy", "sample");
        box.Configuration["Plugins:policy:Refuses"] = "sample";
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInConfigure";

        var thrown = await Should.ThrowAsync<PluginLoadException>(box.LoadAsync());

        thrown.Findings.ShouldBeOnly("CSH0041", $"{box["sample", "Fixture.sample.dll"]} holds what it must not");
    }
}
