using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Drivers;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Drivers;

public sealed class DriverRegistryTests
{
    [Fact]
    public void Get_OfAnUnknownName_ListsTheKnownOnes()
    {
        var sut = new DriverRegistry([Driver("b.test", "p"), Driver("a.test", "p")]);

        sut.Get("a.test").Name.Value.ShouldBe("a.test");
        sut.All.Select(driver => driver.Name.Value).ShouldBe(["a.test", "b.test"]);
        Should.Throw<KeyNotFoundException>(() => sut.Get("c.test")).Message.ShouldBe("there is no driver c.test; known: a.test, b.test");
    }

    [Fact]
    public void TwoPlugins_WithOneName_AreBothNamed() =>
        Should.Throw<ArgumentException>(() => new DriverRegistry([Driver("a.test", "one"), Driver("a.test", "two")]))
            .Message.ShouldContain("driver a.test is offered by plugin one and by plugin two");

    private static DriverInstance Driver(string name, string plugin) => DriverInstance.Create(
        new DriverName(name), new PluginInfo { Id = plugin, Version = "1.0.0", ContractVersion = "2.0" }, new ServiceCollection().BuildServiceProvider());
}
