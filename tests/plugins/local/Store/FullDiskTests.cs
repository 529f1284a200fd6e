using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests.Store;

/// <summary>A file system that fills up: RESOURCE_EXHAUSTED, and nothing is left of what was begun.</summary>
[Trait("tier", "functional")]
public sealed class FullDiskTests : IDisposable
{
    private readonly MountedFolder _disk = new("size=4m,nr_inodes=400,mode=0700");

    public void Dispose() => _disk.Dispose();

    [Theory]
    [InlineData("bytes")]
    [InlineData("inodes")]
    public async Task Create_DiskFull_IsExhaustedAndLeavesNothing(string what)
    {
        using var sut = await LocalBackend.StartAsync(_disk.Path);
        await sut.CreateAsync(Requests.Create("before", 1000));
        Fill(what);
        var before = Entries();

        (await KindAsync(() => sut.CreateAsync(Requests.Create("name", 1000)))).ShouldBe(CsiErrorKind.ResourceExhausted);

        Entries().ShouldBe(before);
    }

    [Theory]
    [InlineData("clone")]
    [InlineData("snapshot")]
    public async Task Copy_DiskFull_IsExhaustedAndLeavesNothing(string what)
    {
        using var sut = await LocalBackend.StartAsync(_disk.Path);
        var source = await sut.CreateAsync(Requests.Create("source", 1000));
        SystemTools.Shell(sut.DataOf(source.Id.Value), "head -c 600K /dev/urandom > a; mkdir d; head -c 2M /dev/urandom > d/b");
        var before = Entries();

        (await KindAsync(() => CopyAsync(sut, what, source.Id))).ShouldBe(CsiErrorKind.ResourceExhausted);
        Entries().ShouldBe(before);

        // With room again the repeated call succeeds, as the orchestrator's does.
        File.Delete(Path.Combine(sut.DataOf(source.Id.Value), "d", "b"));
        await CopyAsync(sut, what, source.Id);
        sut.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Expand_DiskFull_KeepsTheOldRecord()
    {
        using var sut = await LocalBackend.StartAsync(_disk.Path);
        var volume = await sut.CreateAsync(Requests.Create("name", 1000));
        Fill("bytes");
        var request = new ExpandVolumeRequest { VolumeId = volume.Id, Capacity = new CapacityRange { RequiredBytes = 2000 } };

        (await KindAsync(async () => await sut.Changes.ExpandAsync(request, LocalBackend.Call, CancellationToken.None)))
            .ShouldBe(CsiErrorKind.ResourceExhausted);

        sut.Store.Volumes.Find(volume.Id.Value)!.CapacityBytes.ShouldBe(1000);
        Directory.EnumerateFiles(Path.GetDirectoryName(sut.DataOf(volume.Id.Value))!).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Delete_DiskFull_Works()
    {
        using var sut = await LocalBackend.StartAsync(_disk.Path);
        var volume = await sut.CreateAsync(Requests.Create("name", 1000));
        SystemTools.Shell(sut.DataOf(volume.Id.Value), "mkdir -p a/b/c; touch a/b/c/d");
        Fill("bytes");
        Fill("inodes");

        await sut.DeleteAsync(volume.Id);

        (await sut.ListAsync()).ShouldBeEmpty();
        sut.Leftovers.ShouldBeEmpty();
    }

    private static async Task CopyAsync(LocalBackend sut, string what, VolumeId source)
    {
        if (what == "clone")
            await sut.CloneAsync(Requests.Create("clone", 1000), source);
        else
            await sut.SnapshotAsync("snapshot", source);
    }

    private void Fill(string what) => SystemTools.Shell(
        _disk.Path, what == "bytes" ? "head -c 8M /dev/zero > filler 2>&1 || true" : "for i in $(seq 500); do : > filler-$i || break; done 2>&1 || true");

    private List<string> Entries() => [.. Directory.EnumerateFileSystemEntries(_disk.Path, "*", SearchOption.AllDirectories).Order()];

    private static async Task<CsiErrorKind?> KindAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (CsiException exception)
        {
            return exception.Kind;
        }
    }
}
