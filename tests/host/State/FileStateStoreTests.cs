using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.State;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Tests.State;

[Trait("tier", "unit")]
public sealed class FileStateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteReadListDelete_Documents_SurviveANewStore()
    {
        var sut = new FileStateStore(_folder["state"]);
        await sut.WriteAsync("b.json", Encoding.UTF8.GetBytes("one"), default);
        await sut.WriteAsync("b.json", Encoding.UTF8.GetBytes("two"), default);
        await sut.WriteAsync("A_1-x", Array.Empty<byte>(), default);

        sut = new FileStateStore(_folder["state"]);
        (await sut.ListAsync(default)).ShouldBe(["A_1-x", "b.json"]);
        Encoding.UTF8.GetString((await sut.ReadAsync("b.json", default))!).ShouldBe("two");
        (await sut.ReadAsync("none", default)).ShouldBeNull();

        await sut.DeleteAsync("b.json", default);
        await sut.DeleteAsync("b.json", default);
        (await sut.ListAsync(default)).ShouldBe(["A_1-x"]);
        File.GetUnixFileMode(_folder["state"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("x.tmp")]
    public async Task AnyCall_BadName_IsRefused(string name)
    {
        var sut = new FileStateStore(_folder.Path);
        (await Should.ThrowAsync<CsiException>(sut.WriteAsync(name, default, default).AsTask())).Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        (await Should.ThrowAsync<CsiException>(async () => await sut.ReadAsync(name, default))).Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        (await Should.ThrowAsync<CsiException>(sut.DeleteAsync(name, default).AsTask())).Kind.ShouldBe(CsiErrorKind.InvalidArgument);
    }

    [Fact]
    public async Task WriteAsync_TooLong_IsRefused()
    {
        var sut = new FileStateStore(_folder.Path);
        await Should.ThrowAsync<CsiException>(sut.WriteAsync(new string('n', 201), default, default).AsTask());
        await Should.ThrowAsync<CsiException>(sut.WriteAsync("big", new byte[(1024 * 1024) + 1], default).AsTask());
        await sut.WriteAsync(new string('n', 200), new byte[1024 * 1024], default);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_KeepsTheOldDocumentAndLeavesNothingBeside()
    {
        var sut = new FileStateStore(_folder.Path);
        await sut.WriteAsync("doc", Encoding.UTF8.GetBytes("old"), default);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Should.Throw<OperationCanceledException>(() => AtomicFile.Write(_folder.Path, "doc", "new"u8, cancelled.Token));

        File.ReadAllText(_folder["doc"]).ShouldBe("old");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_ManyWritersOfOneDocument_LeaveOneWholeDocument()
    {
        var sut = new FileStateStore(_folder.Path);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            Task.Run(async () => await sut.WriteAsync("doc", Encoding.UTF8.GetBytes(new string((char)('a' + index), 10_000)), default))));

        var content = Encoding.UTF8.GetString((await sut.ReadAsync("doc", default))!);
        content.Length.ShouldBe(10_000);
        content.Distinct().Count().ShouldBe(1);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }
}
