using CsiHost.Abstractions.Backends.Node;
using CsiHost.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Plugins;

/// <summary>A plugin compiled against any past minor version of the contract still loads. tests/fixtures/contracts/README.md says how one is kept.</summary>
public sealed class ContractHistoryTests
{
    public static TheoryData<string> Binaries =>
    [
        Fixtures.Entry("every"),
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests/fixtures/contracts"), "Fixture.every.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Load_BinaryOfPastContract_Works(string binary)
    {
        using var box = new PluginSandbox("every");
        File.Copy(binary, box["every", "Fixture.every.dll"], overwrite: true);
        box.Pack("every");

        await using var catalog = await box.LoadAsync();
        var topology = catalog.Plugins.Single().Services.GetRequiredKeyedService<INodeTopology>("every.csihost.dev");

        (await topology.GetSegmentsAsync(CancellationToken.None)).Keys.ShouldContain("every");
    }
}
