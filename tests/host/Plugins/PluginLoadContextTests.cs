using System.Reflection;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Loading;

namespace CsiHost.Tests.Plugins;

public sealed class PluginLoadContextTests
{
    [Fact]
    public void Load_SharedName_IsTheHostsOwn()
    {
        var context = Create("sample");

        context.LoadFromAssemblyName(new AssemblyName("CsiHost.Abstractions")).ShouldBeSameAs(typeof(ICsiPlugin).Assembly);
    }

    [Fact]
    public void Load_HostsPrivateDependency_IsNotFound()
    {
        Assembly.Load("Scrutor").ShouldNotBeNull("the host itself has it");

        Should.Throw<FileNotFoundException>(() => Create("sample").LoadFromAssemblyName(new AssemblyName("Scrutor"))).Message.ShouldContain("Scrutor");
    }

    [Fact]
    public void Load_OwnDependency_ComesFromThePluginsFolder() =>
        Create("dep-one").LoadFromAssemblyName(new AssemblyName("PrivateDep")).Location.ShouldBe(Path.Combine(Fixtures.Root, "dep-one", "PrivateDep.dll"));

    private static PluginLoadContext Create(string fixture)
    {
        var directory = Path.Combine(Fixtures.Root, fixture);
        return new PluginLoadContext(fixture, new PluginFiles(directory, Directory.GetFiles(directory).ToDictionary(path => Path.GetFileName(path), _ => "")));
    }
}
