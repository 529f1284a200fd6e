using System.Runtime.InteropServices;
using CsiHost.Plugins.Inspection;
using Microsoft.Extensions.Hosting;

namespace CsiHost.Tests.Plugins;

public sealed class SharedAssembliesTests
{
    public static TheoryData<string> Frameworks => [RuntimeEnvironment.GetRuntimeDirectory(), Path.GetDirectoryName(typeof(IHost).Assembly.Location)!];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Names_HoldEveryAssemblyOfBothFrameworks(string directory) =>
        Directory.GetFiles(directory, "*.dll").Where(IsManaged).Select(Path.GetFileNameWithoutExtension)
            .Where(name => !SharedAssemblies.Contains(name)).ShouldBeEmpty("add them to SharedAssemblies.txt");

    [Theory]
    [InlineData("CsiHost.Abstractions", true)]
    [InlineData("Microsoft.Extensions.Logging.Abstractions", true)]
    [InlineData("system.text.json", true)]
    [InlineData("Google.Protobuf", false)]
    [InlineData("Scrutor", false)]
    [InlineData("csi-host", false)]
    [InlineData(null, false)]
    public void Contains_SharedNamesOnly(string? name, bool shared) => SharedAssemblies.Contains(name).ShouldBe(shared);

    [Fact]
    public void Names_AreSortedAndUnique()
    {
        var stream = typeof(SharedAssemblies).Assembly.GetManifestResourceStream("CsiHost.SharedAssemblies.txt").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe(lines.Distinct().Order(StringComparer.Ordinal));
    }

    private static bool IsManaged(string path) => AssemblyInspector.Inspect(path, File.ReadAllBytes(path)) is not null;
}
