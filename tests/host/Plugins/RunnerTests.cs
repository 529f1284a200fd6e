using CsiHost.Plugins;
using CsiHost.Plugins.Running;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Plugins;

public sealed class RunnerTests
{
    [Fact]
    public async Task StartAndStop_HealthyPlugins_GoThroughTheirStates()
    {
        using var box = new PluginSandbox("sample", "other");
        await using var catalog = await box.LoadAsync();

        await catalog.StartAsync(CancellationToken.None);
        catalog.Started.Select(plugin => plugin.Info.Id).ShouldBe(["other", "sample"]);
        await catalog.StopAsync(CancellationToken.None);
        await catalog.StopAsync(CancellationToken.None);

        catalog.Plugins.ShouldAllBe(plugin => plugin.State == PluginState.Stopped);
        box.Log.Lines.Select(line => line.Text).Where(text => text.StartsWith("sample s", StringComparison.Ordinal)).ShouldBe(["sample starts", "sample stops"]);
        box.Log.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Start_RequiredPluginThrows_IsCsh0038AndStopsTheOthers()
    {
        using var box = new PluginSandbox("other", "sample");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInStart";
        await using var catalog = await box.LoadAsync();

        var thrown = await Should.ThrowAsync<PluginLoadException>(catalog.StartAsync(CancellationToken.None));

        thrown.Findings.ShouldBeOnly("CSH0038", "InvalidOperationException", "the sample does not start");
        catalog.Plugins.Select(plugin => (plugin.Info.Id, plugin.State)).ShouldBe([("other", PluginState.Stopped), ("sample", PluginState.Failed)]);
    }

    [Theory]
    [InlineData("HangInStart")]
    [InlineData("BlockInStart")]
    public async Task Start_PluginHangs_IsCutByTheClock(string behavior)
    {
        var time = new ManualTimeProvider();
        using var box = new PluginSandbox("sample") { Time = time };
        box.Configuration["Plugins:sample:Behavior"] = behavior;
        await using var catalog = await box.LoadAsync();

        var starting = catalog.StartAsync(CancellationToken.None);
        await time.WaitForTimersAsync(1, CancellationToken.None);
        time.Advance(box.Options.StartTimeout);

        (await Should.ThrowAsync<PluginLoadException>(starting)).Findings.ShouldBeOnly("CSH0039", "30 s");
    }

    [Fact]
    public async Task Start_OptionalPluginThrows_IsLeftOut()
    {
        using var box = new PluginSandbox("other", "sample");
        box.Lock("other");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInStart";
        await using var catalog = await box.LoadAsync();

        await catalog.StartAsync(CancellationToken.None);

        catalog.Started.Select(plugin => plugin.Info.Id).ShouldBe(["other"]);
        catalog.Report.Plugins.Single(outcome => outcome.Id == "sample").Reason.ShouldBe("CSH0038");
    }

    [Fact]
    public async Task Stop_PluginThrows_LogsCsh0040AndGoesOn()
    {
        using var box = new PluginSandbox("other", "sample");
        box.Configuration["Plugins:sample:Behavior"] = "ThrowInStop";
        await using var catalog = await box.LoadAsync();
        await catalog.StartAsync(CancellationToken.None);

        await catalog.StopAsync(CancellationToken.None);

        catalog.Plugins.ShouldAllBe(plugin => plugin.State == PluginState.Stopped);
        box.Log.Lines.ShouldContain(line => line.Text.Contains("CSH0040 plugin sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_CallerGivesUp_IsCancelledNotAFinding()
    {
        using var box = new PluginSandbox("sample");
        box.Configuration["Plugins:sample:Behavior"] = "HangInStart";
        await using var catalog = await box.LoadAsync();
        using var cancel = new CancellationTokenSource();

        var starting = catalog.StartAsync(cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(starting);
    }
}
