using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Store;

/// <summary>A file system that can share blocks (XFS on a loop device): copies take no room.</summary>
[Trait("tier", "functional")]
public sealed class ReflinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReflinkTests()
    {
        Directory.CreateDirectory(_folder["mount"]);
        SystemTools.Shell(_folder.Path, "truncate -s 400M image; mkfs.xfs -q -m reflink=1 image; mount -o loop image mount; chmod 0700 mount");
    }

    public void Dispose()
    {
        SystemTools.Run("umount", _folder["mount"]);
        _folder.Dispose();
    }

    [Fact]
    public async Task Clone_MoreThanTheDiskHas_SharesTheBlocks()
    {
        using var sut = await LocalBackend.StartAsync(_folder["mount"]);
        var source = await sut.CreateAsync(Requests.Create("source"));
        var file = Path.Combine(sut.DataOf(source.Id.Value), "file");
        SystemTools.Shell(_folder.Path, $"head -c 64M /dev/urandom > '{file}'");

        for (var index = 0; index < 10; index++)
        {
            var clone = await sut.CloneAsync(Requests.Create($"clone-{index}"), source.Id);
            SystemTools.Run("cmp", file, Path.Combine(sut.DataOf(clone.Id.Value), "file"));
        }

        // Shared, yet apart: a write to one does not reach another.
        SystemTools.Shell(_folder.Path, $"printf x | dd of='{file}' conv=notrunc status=none; ! cmp -s '{file}' '{sut.DataOf(sut.Store.Volumes.IdOf("clone-0"))}/file'");
    }
}
