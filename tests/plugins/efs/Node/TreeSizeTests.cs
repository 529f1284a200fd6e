using System.Diagnostics;
using CsiHost.Plugins.Efs.Node.Usage;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class TreeSizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Measure_Tree_IsWhatDuSays()
    {
        Directory.CreateDirectory(_folder["a", "b", "c"]);
        File.WriteAllBytes(_folder["one"], new byte[100_000]);
        File.WriteAllBytes(_folder["a", "b", ".hidden"], new byte[5000]);
        File.WriteAllBytes(_folder["a", "b", "c", "großer name"], new byte[1]);
        using (var sparse = File.Create(_folder["sparse"]))
            sparse.SetLength(1 << 30);
        File.CreateSymbolicLink(_folder["link"], "/usr");
        using (var link = Process.Start(new ProcessStartInfo("ln", [_folder["one"], _folder["a", "again"]]))!)
            await link.WaitForExitAsync();

        var du = Process.Start(new ProcessStartInfo("du", ["-s", "-x", "--block-size=1", _folder.Path]) { RedirectStandardOutput = true })!;
        var expected = long.Parse((await du.StandardOutput.ReadToEndAsync()).Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);

        new TreeSize().Measure(_folder.Path, CancellationToken.None).ShouldBe(expected);
        expected.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Measure_RootGone_IsAnError() =>
        Should.Throw<DirectoryNotFoundException>(() => new TreeSize().Measure(_folder["absent"], CancellationToken.None));

    [Fact]
    public void Measure_Cancelled_Ends()
    {
        File.WriteAllText(_folder["x"], "");

        Should.Throw<OperationCanceledException>(() => new TreeSize().Measure(_folder.Path, new CancellationToken(canceled: true)));
    }
}
