using System.Text.Json;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Records;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class PublishStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogCapture _logs = new();

    private static PublishRecord Record => new()
    {
        Kind = RecordKind.Publish,
        State = RecordState.Applied,
        Driver = "test.csi",
        VolumeId = "vol-1",
        Path = "/k/pods/ä b",
        StagingPath = "/s",
        AccessMode = AccessMode.SingleNodeSingleWriter,
        AccessType = AccessType.Block,
        ReadOnly = true,
        Capability = "cap",
        BootId = "boot",
        Made = ["/made"],
        Plan = new MountPlan
        {
            Identity = "id",
            Steps =
            [
                new DirectoryStep { Path = "/d", Mode = UnixFileMode.UserRead },
                new FileSystemMountStep { Source = "s", Target = "/t", FileSystemType = "nfs4", Options = ["ro"], UseHelper = true, SharedKey = "k" },
                new BindMountStep { Source = "/t", Target = "/u", ReadOnly = true, Recursive = true, Options = ["noexec"] },
                new HelperProcessStep { Helper = new HelperProcess { Name = "n", FileName = "/bin/x", Arguments = ["a"], OutlivesHost = true } },
                new CustomStep { Kind = "c", Data = new Dictionary<string, string> { ["x"] = "y" } },
            ],
        },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_EveryStepKind_SurvivesANewStore()
    {
        await Open().WriteAsync(Record, default);

        var read = Open().Find(Record.Path)!;
        Text(read).ShouldBe(Text(Record));
        read.Plan.Steps.Select(step => step.GetType()).ShouldBe(Record.Plan.Steps.Select(step => step.GetType()));
        File.GetUnixFileMode(FileOf(Record)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Open_RecordOfAnOlderMinorVersion_HasTheDefaultsOfWhatItLacks()
    {
        await Open().WriteAsync(Record, default);
        File.WriteAllText(FileOf(Record), File.ReadAllText(FileOf(Record)).Replace(",\"made\":[\"/made\"]", "").Replace(",\"options\":[\"ro\"]", ""));

        var read = Open().Find(Record.Path)!;

        read.Made.ShouldBeEmpty();
        read.Plan.Steps.OfType<FileSystemMountStep>().ShouldHaveSingleItem().Options.ShouldBeEmpty();
    }

    [Fact]
    public async Task UpdateAndRemove_Record_AreDurable()
    {
        var sut = Open();
        await sut.WriteAsync(Record, default);
        await sut.UpdateAsync(Record.Path, record => record with { State = RecordState.Reverting }, default);
        await sut.UpdateAsync("/none", record => record, default);
        Open().Find(Record.Path)!.State.ShouldBe(RecordState.Reverting);

        await sut.RemoveAsync(Record.Path, default);
        await sut.RemoveAsync(Record.Path, default);
        sut.All.ShouldBeEmpty();
        Open().All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("half")]
    [InlineData("version")]
    [InlineData("step")]
    [InlineData("path")]
    public async Task Open_BadFile_PutsItAsideAndKeepsTheRest(string damage)
    {
        await Open().WriteAsync(Record, default);
        var other = Record with { Path = "/other" };
        await Open().WriteAsync(other, default);
        var text = File.ReadAllText(FileOf(other));
        File.WriteAllText(FileOf(other), damage switch
        {
            "half" => text[..(text.Length / 2)],
            "version" => text.Replace("\"version\":1", "\"version\":99"),
            "step" => text.Replace("\"step\":\"bind\"", "\"step\":\"from the future\""),
            "path" => text.Replace("/other", "/elsewhere"),
            _ => damage,
        });

        var sut = Open();

        sut.All.ShouldHaveSingleItem().Path.ShouldBe(Record.Path);
        File.Exists(FileOf(other) + ".bad").ShouldBeTrue();
        _logs.Lines.ShouldHaveSingleItem().Text.ShouldContain("put aside");
        Open().All.Count.ShouldBe(1);
    }

    [Fact]
    public void Open_UnfinishedWrite_IsRemoved()
    {
        File.WriteAllText(_folder["abc.json.123.tmp"], "half");
        Open().All.ShouldBeEmpty();
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    private static string Text(PublishRecord record) => JsonSerializer.Serialize(record, PublishRecordJson.Default.PublishRecord);

    private string FileOf(PublishRecord record) => _folder[PublishStore.FileName(record.Path)];

    private PublishStore Open() => new(_folder.Path, _logs.For<PublishStore>());
}
