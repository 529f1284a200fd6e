using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins;
using CsiHost.Plugins.Running;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Plugins;

public sealed class LoadTests
{
    [Fact]
    public async Task Load_HealthyFolder_RegistersBackendsByDriverAndServicesByPlugin()
    {
        using var box = new PluginSandbox("sample");

        await using var catalog = await box.LoadAsync();
        var plugin = catalog.Plugins.ShouldHaveSingleItem();

        plugin.Drivers.Select(driver => driver.Value).ShouldBe(["sample.csihost.dev", "second.csihost.dev"]);
        plugin.Info.ShouldBe(new PluginInfo { Id = "sample", Version = "1.2.3", ContractVersion = plugin.Info.ContractVersion });
        var backend = plugin.Services.GetRequiredKeyedService<INodeTopology>("sample.csihost.dev");
        plugin.Services.GetRequiredKeyedService<IReadiness>("second.csihost.dev").ShouldBeSameAs(backend, "a class is constructed once");
        plugin.Services.GetServices<IPluginLifecycle>().ShouldBe([(IPluginLifecycle)backend]);
        plugin.Services.GetServices<IMountStepHandler>().ShouldHaveSingleItem().Kind.ShouldBe("sample");
        plugin.Services.GetKeyedService<INodeTopology>("other.csihost.dev").ShouldBeNull();
        catalog.Report.Findings.ShouldBeEmpty();
        box.Log.ShouldHaveNoErrors();
    }

    [Theory]
    [InlineData("second.csihost.dev", "sample")]
    [InlineData("dep-one.csihost.dev", "dep-one")]
    [InlineData("nobody.csihost.dev", "dep-one,sample")]
    public async Task Load_NamedDrivers_LeavesOutPluginsThatServeNoneOfThem(string driver, string loaded)
    {
        using var box = new PluginSandbox("sample", "dep-one") { Options = new PluginHostOptions { Drivers = [driver] } };

        await using var catalog = await box.LoadAsync();

        catalog.Plugins.Select(plugin => plugin.Info.Id).Order().ShouldBe(loaded.Split(','));
    }

    [Fact]
    public async Task Load_Backend_GetsHostPortsDecoratedAndTheDefaultPolicy()
    {
        using var box = new PluginSandbox("sample");
        box.Configuration["Plugins:sample:Name"] = "from the configuration";

        await using var catalog = await box.LoadAsync();
        var segments = await SegmentsAsync(catalog, "sample", "sample.csihost.dev");

        segments["id"].ShouldBe("sample");
        segments["name"].ShouldBe("from the configuration");
        segments["mounter"].ShouldBe("LoggedMounter");
        segments["policy"].ShouldBe("DefaultCryptoPolicy");
        segments["ports"].ShouldBe("x,x,x,x,x,x,x,x");
    }

    [Fact]
    public async Task Load_TwoVersionsOfOneLibrary_LiveSideBySide()
    {
        using var box = new PluginSandbox("dep-one", "dep-two");

        await using var catalog = await box.LoadAsync();

        (await SegmentsAsync(catalog, "dep-one", "dep-one.csihost.dev"))["version"].ShouldBe("1");
        (await SegmentsAsync(catalog, "dep-two", "dep-two.csihost.dev"))["version"].ShouldBe("2");
    }

    [Fact]
    public async Task Load_DependencyOfAnotherVersion_IsCsh0029()
    {
        using var box = new PluginSandbox("dep-two");
        File.Copy(Path.Combine(Fixtures.Root, "private/1/PrivateDep.dll"), box["dep-two", "PrivateDep.dll"], overwrite: true);
        box.Pack("dep-two");

        (await RefusedAsync(box)).ShouldBeOnly("CSH0029", "PrivateDep");
    }

    [Theory]
    [InlineData("entry-no-plugin", "CSH0030", "Fixture.NoPlugin", "ICsiPlugin")]
    [InlineData("entry-throws", "CSH0030", "Fixture.Throws", "the constructor failed")]
    [InlineData("overlap", "CSH0016", "Fixture.FirstTopology and Fixture.SecondTopology", "INodeTopology")]
    public async Task Load_BrokenCode_GivesItsNumber(string fixture, string id, params string[] texts)
    {
        using var box = new PluginSandbox(fixture);

        (await RefusedAsync(box)).ShouldBeOnly(id, texts);
    }

    [Theory]
    [InlineData("ThrowInConfigure", "CSH0031", "Configure threw InvalidOperationException: the sample refuses")]
    [InlineData("RegisterHostedService", "CSH0036", "Fixture.SamplePlugin+Hosted")]
    [InlineData("RegisterTwice", "CSH0034", "Fixture.SampleBackend")]
    [InlineData("RegisterUnbuildable", "CSH0034", "System.IFormatProvider")]
    public async Task Load_BrokenConfigure_GivesItsNumber(string behavior, string id, string text)
    {
        using var box = new PluginSandbox("sample");
        box.Configuration["Plugins:sample:Behavior"] = behavior;

        (await RefusedAsync(box)).ShouldBeOnly(id, text);
    }

    [Fact]
    public async Task Load_MisplacedMarks_AreAllReported()
    {
        using var box = new PluginSandbox("misplaced");

        var findings = await RefusedAsync(box);

        findings.Select(finding => finding.Id).ShouldBe(["CSH0035", "CSH0035"]);
        findings[0].Message.ShouldContain("Fixture.Abstract is marked [CsiService] and is abstract");
        findings[1].Message.ShouldContain("Fixture.NoInterface is marked [CsiBackend] and implements no interface");
    }

    [Fact]
    public async Task Load_ConfigureHangs_IsCutByTheClock()
    {
        var time = new ManualTimeProvider();
        using var box = new PluginSandbox("sample") { Time = time };
        box.Configuration["Plugins:sample:Behavior"] = "HangInConfigure";

        var loading = box.LoadAsync();
        await time.WaitForTimersAsync(1, CancellationToken.None);
        time.Advance(box.Options.ConfigureTimeout);

        (await Should.ThrowAsync<PluginLoadException>(loading)).Findings.ShouldBeOnly("CSH0032", "Fixture.SamplePlugin.Configure", "10 s");
    }

    [Fact]
    public async Task Load_SeveralBrokenPlugins_ReportsAllOfThem()
    {
        using var box = new PluginSandbox("sample", "overlap", "entry-throws");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInConfigure";

        (await RefusedAsync(box)).Select(finding => finding.Id).ShouldBe(["CSH0016", "CSH0030", "CSH0031"]);
    }

    [Fact]
    public async Task Load_RequiredByAnother_FailsBothAndNamesTheCauseFirst()
    {
        using var box = new PluginSandbox("sample");
        box.Add("other", null, "sample");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInConfigure";

        (await RefusedAsync(box)).Select(finding => (finding.Id, finding.Plugin)).ShouldBe([("CSH0031", "sample"), ("CSH0027", "other")]);
    }

    [Fact]
    public async Task Load_OptionalPluginFails_GoesOnWithoutIt()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("other");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInConfigure";

        await using var catalog = await box.LoadAsync();

        catalog.Plugins.Select(plugin => plugin.Info.Id).ShouldBe(["other"]);
        catalog.Report.Plugins.Single(outcome => outcome.Id == "sample").State.ShouldBe(PluginState.Failed);
        box.Log.Lines.ShouldContain(line => line.Text.Contains("CSH0031", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_Selection_TakesWhatIsRequiredAlongAndLeavesTheRest()
    {
        using var box = new PluginSandbox("sample", "every") { Options = new PluginHostOptions { Select = new HashSet<string> { "other" } } };
        box.Add("other", null, "sample");

        await using var catalog = await box.LoadAsync();

        catalog.Plugins.Select(plugin => plugin.Info.Id).ShouldBe(["sample", "other"]);
        catalog.Report.Plugins.Single(outcome => outcome.Id == "every").State.ShouldBe(PluginState.Discovered);
    }

    [Fact]
    public async Task Dispose_ContainersGo_HostServicesStay()
    {
        using var box = new PluginSandbox("sample");
        var catalog = await box.LoadAsync();
        await catalog.StartAsync(CancellationToken.None);
        await catalog.StopAsync(CancellationToken.None);

        await catalog.DisposeAsync();

        box.Log.Lines.ShouldContain(line => line.Text == "sample is disposed", "the logger still works, so the host's factory was not disposed");
    }

    private static async Task<IReadOnlyDictionary<string, string>> SegmentsAsync(PluginCatalog catalog, string plugin, string driver) =>
        await catalog.Plugins.Single(loaded => loaded.Info.Id == plugin).Services.GetRequiredKeyedService<INodeTopology>(driver)
            .GetSegmentsAsync(CancellationToken.None);

    private static async Task<IReadOnlyList<CsiHost.Plugins.Findings.Finding>> RefusedAsync(PluginSandbox box) =>
        (await Should.ThrowAsync<PluginLoadException>(box.LoadAsync())).Findings;
}
