using CsiHost.Hosting;
using CsiHost.Hosting.Configuration;

namespace CsiHost.Tests.Hosting;

public sealed class DriverPlanTests
{
    public static TheoryData<string[], string[], bool, string[]> Chosen => new()
    {
        { [], ["b", "a"], false, ["a=/run/csi-host/a/csi.sock", "b=/run/csi-host/b/csi.sock"] },
        { ["Host:SocketDirectory=/s"], ["a"], false, ["a=/s/a/csi.sock"] },
        { ["Host:Endpoint=/only.sock"], ["a"], false, ["a=/only.sock"] },
        { ["Drivers:a:Endpoint=/a.sock"], ["a", "b"], false, ["a=/a.sock"] },
        { ["Drivers:a:SocketMode=0660", "Host:Endpoint=/only.sock"], ["a", "b"], false, ["a=/only.sock"] },
        { ["Drivers:a:Endpoint=/a.sock", "Drivers:b:Endpoint=/b.sock", "Host:Endpoint=/only.sock"], ["a", "b"], false, ["a=/a.sock", "b=/b.sock"] },
        { ["Drivers:a:Endpoint=/a.sock"], ["a", "b"], true, ["a=/a.sock"] },
        { [], ["a"], true, [] },
    };

    public static TheoryData<string[], string[], string[]> Refused => new()
    {
        { ["Drivers:c:Endpoint=/c.sock"], ["a"], ["Drivers:c is no driver of a loaded plugin; did you mean 'a'?"] },
        {
            ["Host:Endpoint=/only.sock"], ["a", "b"],
            ["Host:Endpoint is for one driver and 2 are served; set Drivers:a:Endpoint", "Host:Endpoint is for one driver and 2 are served; set Drivers:b:Endpoint"]
        },
        { ["Drivers:a:Endpoint=/x.sock", "Drivers:b:Endpoint=unix:///x.sock"], ["a", "b"], ["the drivers a and b have one endpoint, /x.sock; each needs its own"] },
        { ["Host:PluginDirectory=/p"], [], ["no plugin in /p serves a driver"] },
    };

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Choose_Configuration_PlacesEachDriver(string[] settings, string[] available, bool onlyNamed, string[] expected) =>
        DriverPlan.Choose(Read(settings), available, onlyNamed).Select(plan => $"{plan.Name}={plan.Endpoint.Path}").ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Choose_DoesNotFit_ReportsEverything(string[] settings, string[] available, string[] errors) =>
        Should.Throw<ConfigurationException>(() => DriverPlan.Choose(Read(settings), available, onlyNamed: false)).Errors.ShouldBe(errors);

    [Fact]
    public void Choose_SocketPathTooLong_SaysSo()
    {
        var folder = "/" + new string('x', 100);

        var thrown = Should.Throw<ConfigurationException>(() => DriverPlan.Choose(Read("Host:SocketDirectory=" + folder), ["a.csi"], onlyNamed: false));

        thrown.Errors.ShouldHaveSingleItem().ShouldContain("bytes long");
    }

    private static HostSettings Read(params string[] texts)
    {
        var settings = new SettingSet();
        foreach (var text in texts)
            settings.Set(text.Split('=')[0], text.Split('=')[1], "test");
        return HostSettingsReader.Read(settings);
    }
}
