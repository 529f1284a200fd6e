using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Tests.Controller;

/// <summary>Names and ids come from outside; whatever they hold, nothing outside of the root is touched.</summary>
public sealed class EscapeTests : BackendTest
{
    public static TheoryData<string> Names => new()
    {
        "..", ".", "/", "/etc/passwd", "../../../etc", "a/b", "a/../../b", "tmp", "trash", "~", "-rf", "*", "$(id)", "a\nb", " ", "\u00a0", "name ",
        "ТОМ", "卷", "🗄️", "e\u0301", "\u202egnp.exe", "con", "volume.json", "a\\b", "%2e%2e%2f", "\ufeff", new string('a', 128), new string('ß', 64),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Create_HostileName_MakesAnOrdinaryEntry(string name)
    {
        var before = Directory.EnumerateFileSystemEntries(Folder.Path, "*", SearchOption.AllDirectories).Order().ToList();

        var volume = await Sut.CreateAsync(Requests.Create(name));

        EntryId.IsWellFormed("vol-", volume.Id.Value).ShouldBeTrue();
        var made = Directory.EnumerateFileSystemEntries(Folder.Path, "*", SearchOption.AllDirectories).Except(before).Order();
        var entry = Folder["root", "volumes", volume.Id.Value];
        made.ShouldBe([entry, Path.Combine(entry, "data"), Path.Combine(entry, "volume.json")]);
        (await Sut.CreateAsync(Requests.Create(name))).Id.ShouldBe(volume.Id);
    }

    [Fact]
    public async Task Create_NamesThatLookAlike_AreDifferentVolumes()
    {
        string[] names = ["a", "A", "a ", " a", "a/", "é", "e\u0301"];

        foreach (var name in names)
            await Sut.CreateAsync(Requests.Create(name));

        (await Sut.ListAsync()).Count.ShouldBe(names.Length);
    }

    public static TheoryData<string> Ids => new()
    {
        "..", ".", "/", "../volumes", "../../etc", "vol-", "vol-../../../etc/passwd000000000000000", "vol-0123456789ABCDEF0123456789ABCDEF",
        "vol-0123456789abcdef0123456789abcde", "vol-0123456789abcdef0123456789abcdef0", "VOL-0123456789abcdef0123456789abcdef",
        "snap-0123456789abcdef0123456789abcdef", "vol-0123456789abcdef0123456789abcde*", "fake-vol-id", "vol-٠123456789abcdef0123456789abcdef",
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EveryCall_HostileId_IsAnUnknownVolume(string text)
    {
        var id = new VolumeId(text);
        File.WriteAllText(Folder["witness"], "");
        var kept = await Sut.CreateAsync(Requests.Create("kept"));

        await Sut.DeleteAsync(id);

        (await Sut.Listing.GetAsync(id, CancellationToken.None)).ShouldBeNull();
        (await Sut.Listing.ExistsAsync(id, Secrets.Empty, CancellationToken.None)).ShouldBeFalse();
        (await KindOfAsync(() => Sut.CloneAsync(Requests.Create("clone"), id))).ShouldBe(CsiErrorKind.NotFound);
        (await KindOfAsync(() => Sut.SnapshotAsync("snapshot", id))).ShouldBe(CsiErrorKind.NotFound);
        (await KindOfAsync(async () => await Sut.Mounts.PlanStageAsync(
            new StageRequest { VolumeId = id, StagingPath = new("/staging"), Capability = Requests.Capability() },
            LocalBackend.Call,
            CancellationToken.None))).ShouldBe(CsiErrorKind.NotFound);
        (await Sut.ListAsync()).ShouldBe([kept.Id.Value]);
        File.Exists(Folder["witness"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Find_RecordOfAnotherName_IsDamaged()
    {
        var one = await Sut.CreateAsync(Requests.Create("one"));
        var two = await Sut.CreateAsync(Requests.Create("two"));
        File.Copy(RecordOf(one), RecordOf(two), overwrite: true);

        (await KindOfAsync(() => Sut.CreateAsync(Requests.Create("two")))).ShouldBe(CsiErrorKind.Internal);
        (await Sut.ListAsync()).ShouldBe([one.Id.Value]);
        Sut.Logs.Lines.ShouldContain(line => line.Text.Contains(two.Id.Value) && line.Text.Contains("damaged"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"id\":1}")]
    public async Task List_DamagedRecord_IsLeftOutAndLogged(string content)
    {
        var good = await Sut.CreateAsync(Requests.Create("good"));
        var bad = await Sut.CreateAsync(Requests.Create("bad"));
        await File.WriteAllTextAsync(RecordOf(bad), content);

        (await Sut.ListAsync()).ShouldBe([good.Id.Value]);
        Sut.Logs.Lines.ShouldContain(line => line.Text.Contains(bad.Id.Value));
    }

    private string RecordOf(Volume volume) => Folder["root", "volumes", volume.Id.Value, "volume.json"];
}
