using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Store;

public sealed class LocalRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_RootInUse_IsRefused()
    {
        using var first = await LocalBackend.StartAsync(_folder["root"]);

        (await Should.ThrowAsync<IOException>(() => LocalBackend.StartAsync(_folder["root"]))).Message.ShouldContain("another host");
    }

    [Theory]
    [InlineData("0777", false)]
    [InlineData("0775", false)]
    [InlineData("0755", true)]
    [InlineData("0700", true)]
    public async Task Open_RootWritableByOthers_IsRefused(string mode, bool isGood)
    {
        Directory.CreateDirectory(_folder["root"]);
        SystemTools.Run("chmod", mode, _folder["root"]);

        var exception = await Record.ExceptionAsync(async () => (await LocalBackend.StartAsync(_folder["root"])).Dispose());

        (exception is null).ShouldBe(isGood);
    }

    [Fact]
    public async Task Open_RootIsALink_PathsAreReal()
    {
        Directory.CreateDirectory(_folder["real"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(_folder["link"], _folder["real"]);

        using var sut = await LocalBackend.StartAsync(_folder["link"]);

        sut.Store.Root.Path.ShouldBe(_folder["real"]);
    }

    [Fact]
    public async Task Open_Leftovers_AreRemoved()
    {
        using (var first = await LocalBackend.StartAsync(_folder["root"]))
            await first.CreateAsync(Requests.Create("kept"));
        SystemTools.Shell(_folder["root"], "mkdir -p tmp/x/data/d trash/y/data; touch tmp/x/data/d/f trash/y/volume.json");

        using var sut = await LocalBackend.StartAsync(_folder["root"]);

        sut.Leftovers.ShouldBeEmpty();
        (await sut.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public void AnyCall_BeforeTheStart_IsUnavailable()
    {
        using var sut = new LocalBackend(_folder["root"]);

        Should.Throw<Abstractions.Errors.CsiException>(() => sut.Store.Root.FindLeftovers())
            .Kind.ShouldBe(Abstractions.Errors.CsiErrorKind.Unavailable);
    }
}
