using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class CopyVolumeTests : BackendTest
{
    [Theory]
    [InlineData("clone")]
    [InlineData("restore")]
    public async Task Copy_Source_HasItsContentAndNamesIt(string way)
    {
        var source = await SourceAsync();
        var expected = SystemTools.Describe(Sut.DataOf(source.Id.Value));

        var copy = await CopyAsync(way, source.Id, Requests.Create("copy"));

        SystemTools.Describe(Sut.DataOf(copy.Id.Value)).ShouldBe(expected);
        (copy.SourceVolume?.Value ?? copy.SourceSnapshot?.Value).ShouldNotBeNull();
        Sut.Leftovers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("clone")]
    [InlineData("restore")]
    public async Task Copy_OfACopyAfterTheSourceIsGone_Works(string way)
    {
        var source = await SourceAsync();
        var copy = await CopyAsync(way, source.Id, Requests.Create("copy"));
        await Sut.DeleteAsync(source.Id);

        (await CopyAsync(way, source.Id, Requests.Create("copy"))).Id.ShouldBe(copy.Id); // the repeat of the call
        var second = await Sut.CloneAsync(Requests.Create("second"), copy.Id);

        File.Exists(Path.Combine(Sut.DataOf(second.Id.Value), "file")).ShouldBeTrue();
    }

    public static TheoryData<string, long, long, long?> Sizes => new()
    {
        { "none asked", 0, 0, Requests.Size },
        { "same", Requests.Size, 0, Requests.Size },
        { "larger", Requests.Size + 7, 0, Requests.Size + 7 },
        { "at least less", 5, 0, Requests.Size },
        { "exactly less", 5, 5, null },
        { "limit below", 0, 5, null },
        { "range around it", 5, 2 * Requests.Size, Requests.Size },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Copy_Size_IsNeverBelowTheSource(string because, long required, long limit, long? expected)
    {
        var source = await SourceAsync();
        long? size = null;

        var kind = await KindOfAsync(async () => size = (await Sut.CloneAsync(Requests.Create("copy", required, limit), source.Id)).CapacityBytes);

        size.ShouldBe(expected, because);
        kind.ShouldBe(expected is null ? CsiErrorKind.OutOfRange : null, because);
        Sut.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_NameWithOtherSource_IsIncompatible()
    {
        var source = await SourceAsync();
        var other = await Sut.CreateAsync(Requests.Create("other"));
        await Sut.CreateAsync(Requests.Create("plain"));
        await Sut.CloneAsync(Requests.Create("copy"), source.Id);

        (await KindOfAsync(() => Sut.CloneAsync(Requests.Create("copy"), other.Id))).ShouldBe(CsiErrorKind.Incompatible);
        (await KindOfAsync(() => Sut.CloneAsync(Requests.Create("plain"), other.Id))).ShouldBe(CsiErrorKind.Incompatible);
        (await KindOfAsync(() => Sut.CreateAsync(Requests.Create("copy")))).ShouldBe(CsiErrorKind.Incompatible);
    }

    [Theory]
    [InlineData("clone")]
    [InlineData("restore")]
    public async Task Copy_UnknownSource_IsNotFound(string way)
    {
        var request = Requests.Create("copy");

        var kind = await KindOfAsync(async () => _ = way == "clone"
            ? await Sut.Copies.CloneAsync(request, new VolumeId("vol-0123456789abcdef0123456789abcdef"), LocalBackend.Call, CancellationToken.None)
            : await Sut.Copies.RestoreAsync(request, new SnapshotId("snap-0123456789abcdef0123456789abcdef"), LocalBackend.Call, CancellationToken.None));

        kind.ShouldBe(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task Copy_Parameters_ChangeTheCopyOnly()
    {
        var source = await SourceAsync();

        var copy = await Sut.CloneAsync(Requests.Create("copy", parameters: new() { ["directoryMode"] = "0711", ["uid"] = "7" }), source.Id);

        SystemTools.Run("stat", "-c", "%a %u", Sut.DataOf(copy.Id.Value)).Trim().ShouldBe("711 7");
        SystemTools.Run("stat", "-c", "%a %u", Sut.DataOf(source.Id.Value)).Trim().ShouldBe("777 0");
    }

    [Fact]
    public async Task Copy_WhileTheSourceIsDeleted_IsWholeOrNotThere()
    {
        for (var round = 0; round < 30; round++)
        {
            var source = await Sut.CreateAsync(Requests.Create("source"));
            SystemTools.Shell(Sut.DataOf(source.Id.Value), "mkdir -p d{1..10}; touch d{1..10}/f{1..20}");

            var copying = Task.Run(() => Sut.CloneAsync(Requests.Create("copy"), source.Id));
            var deleting = Task.Run(() => Sut.DeleteAsync(source.Id));
            var kind = await KindOfAsync(() => copying);
            await deleting;

            kind.ShouldBeOneOf(null, CsiErrorKind.NotFound);
            if (kind is null)
            {
                var copy = await copying;
                Directory.EnumerateFiles(Sut.DataOf(copy.Id.Value), "*", SearchOption.AllDirectories).Count().ShouldBe(200);
                await Sut.DeleteAsync(copy.Id);
            }

            (await Sut.ListAsync()).ShouldBeEmpty();
            Sut.Leftovers.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Copy_Cancelled_LeavesNothing()
    {
        var source = await SourceAsync();
        SystemTools.Shell(Sut.DataOf(source.Id.Value), "for i in $(seq 2000); do echo > f$i; done");
        using var cancelled = new CancellationTokenSource();
        var copying = Task.Run(async () => await Sut.Copies.CloneAsync(Requests.Create("copy"), source.Id, LocalBackend.Call, cancelled.Token));
        while (!Sut.Leftovers.Any() && !copying.IsCompleted)
            await Task.Yield();
        await cancelled.CancelAsync();

        var isCancelled = await Record.ExceptionAsync(() => copying) is OperationCanceledException;

        (await Sut.ListAsync()).Count.ShouldBe(isCancelled ? 1 : 2);
        Sut.Leftovers.ShouldBeEmpty();
    }

    private async Task<Volume> SourceAsync()
    {
        var source = await Sut.CreateAsync(Requests.Create("source"));
        SystemTools.Shell(Sut.DataOf(source.Id.Value), "echo content > file; mkdir d; ln file d/link; ln -s ../.. d/up; chown 5:6 file; chmod 4711 file");
        return source;
    }

    private async Task<Volume> CopyAsync(string way, VolumeId source, CreateVolumeRequest request)
    {
        if (way == "clone")
            return await Sut.CloneAsync(request, source);
        var snapshot = await Sut.SnapshotAsync("snapshot", source);
        return await Sut.Copies.RestoreAsync(request, snapshot.Id, LocalBackend.Call, CancellationToken.None);
    }
}
