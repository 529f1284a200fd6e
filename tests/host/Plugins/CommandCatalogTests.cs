using CsiHost.Abstractions.Commands;
using CsiHost.Plugins;

namespace CsiHost.Tests.Plugins;

public sealed class CommandCatalogTests
{
    private static readonly CommandLine Line = new() { Name = "sample-driver", Arguments = ["--a", "b"], Environment = new Dictionary<string, string>() };

    [Fact]
    public void Find_ExportedName_ConstructsTheCommand()
    {
        using var box = new PluginSandbox("sample", "other");

        var found = CommandCatalog.Find(box.Inspect(), "sample-driver").ShouldNotBeNull();

        found.PluginId.ShouldBe("sample");
        found.Command.Interpret(Line).ShouldBeOfType<RunResult>().Configuration["Plugins:sample:Name"].ShouldBe("--a b");
    }

    [Fact]
    public void Find_UnknownName_IsNull()
    {
        using var box = new PluginSandbox("sample");

        CommandCatalog.Find(box.Inspect(), "sample").ShouldBeNull();
    }

    [Fact]
    public void Find_TamperedPlugin_RunsNothing()
    {
        using var box = new PluginSandbox("sample");
        File.AppendAllText(box["sample", "Fixture.sample.dll"], "x");

        Should.Throw<PluginLoadException>(() => CommandCatalog.Find(box.Inspect(), "sample-driver")).Findings.ShouldBeOnly("CSH0008");
    }

    [Fact]
    public async Task Load_AfterFind_UsesTheSameAssembly()
    {
        using var box = new PluginSandbox("sample");
        var inspection = box.Inspect();
        var command = CommandCatalog.Find(inspection, "sample-driver").ShouldNotBeNull().Command;

        await using var catalog = await PluginHost.LoadAsync(inspection, box.Options, box.Services, CancellationToken.None);

        inspection.Plugins.Single().Load().ShouldBeSameAs(command.GetType().Assembly);
    }
}
