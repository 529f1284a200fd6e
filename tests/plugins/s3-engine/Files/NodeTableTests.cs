using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Tests.Files;

public sealed class NodeTableTests
{
    private readonly NodeTable _sut = new(TimeProvider.System);

    [Fact]
    public void SameVersion_KeepsItsNumber_AnotherGetsANewOne()
    {
        var first = _sut.Apply(_sut.Root, "f", File("1"), count: true)!;
        _sut.Apply(_sut.Root, "f", File("1"), count: true)!.Id.ShouldBe(first.Id);
        _sut.Apply(_sut.Root, "f", File("2"), count: true)!.Id.ShouldNotBe(first.Id);
        _sut.Get(first.Id).ShouldBe(first);
    }

    [Fact]
    public void Forgotten_NodesAreGone()
    {
        var node = _sut.Apply(_sut.Root, "f", File("1"), count: true)!;
        _sut.Apply(_sut.Root, "f", File("1"), count: true);
        _sut.Forget(node.Id, 1);
        _sut.Get(node.Id).ShouldBe(node);
        _sut.Forget(node.Id, 1);
        Should.Throw<FuseException>(() => _sut.Get(node.Id)).Error.ShouldBe(Errno.NotFound);
        _sut.Count.ShouldBe(1);
        _sut.Forget(NodeTable.RootId, 5);
        _sut.Get(NodeTable.RootId).ShouldBe(_sut.Root);
    }

    [Fact]
    public void LocalEntry_HidesARemoteFile_AndYieldsToARemoteDirectory()
    {
        var local = _sut.AddLocal(_sut.Root, "x", isDirectory: false, NodeState.Local);
        _sut.Apply(_sut.Root, "x", File("1"), count: true).ShouldBe(local);
        _sut.Apply(_sut.Root, "x", null, count: true).ShouldBe(local);
        _sut.Apply(_sut.Root, "x", Remote.Directory, count: true)!.IsDirectory.ShouldBeTrue();
    }

    [Fact]
    public void LocalDirectory_BecomesRemoteWithItsFile_AndIsRemovedOnlyWhenEmpty()
    {
        var directory = _sut.AddLocal(_sut.Root, "d", isDirectory: true, NodeState.Local);
        var file = _sut.AddLocal(directory, "f", isDirectory: false, NodeState.Writing);
        Should.Throw<FuseException>(() => _sut.RemoveLocalDirectory(directory)).Error.ShouldBe(Errno.NotEmpty);
        _sut.BecomeRemote(file, "e", 3);
        directory.IsRemote.ShouldBeTrue();
        _sut.LocalsOf(_sut.Root).ShouldBeEmpty();
        file.KeyBelow("p/").ShouldBe("p/d/f");
        directory.KeyBelow("p/").ShouldBe("p/d/");
    }

    [Fact]
    public void RemovedLocalDirectory_TakesNoChildren()
    {
        var directory = _sut.AddLocal(_sut.Root, "d", isDirectory: true, NodeState.Local);
        _sut.CountLookup(directory);
        _sut.RemoveLocalDirectory(directory);
        Should.Throw<FuseException>(() => _sut.AddLocal(directory, "f", isDirectory: false, NodeState.Local)).Error.ShouldBe(Errno.NotFound);
    }

    [Fact]
    public void DirectoryWithoutObjects_StaysWhileSomethingLocalIsBelow()
    {
        var directory = _sut.Apply(_sut.Root, "d", Remote.Directory, count: true)!;
        var inner = _sut.Apply(directory, "e", Remote.Directory, count: true)!;
        var local = _sut.AddLocal(inner, "new", isDirectory: true, NodeState.Local);
        _sut.Apply(_sut.Root, "d", null, count: true).ShouldBe(directory);
        _sut.LocalsOf(_sut.Root).ShouldBe([directory]);
        _sut.LocalsOf(directory).ShouldBe([inner]);
        _sut.RemoveLocalDirectory(local);
        _sut.RemoveLocalDirectory(inner);
        _sut.RemoveLocalDirectory(directory);
        _sut.Apply(_sut.Root, "d", null, count: true).ShouldBeNull();
    }

    [Fact]
    public void DirectoryWithoutObjects_IsGoneWhenNothingLocalIsBelow()
    {
        _sut.Apply(_sut.Root, "d", Remote.Directory, count: true);
        _sut.AddLocal(_sut.Root, "other", isDirectory: true, NodeState.Local);
        _sut.Apply(_sut.Root, "d", null, count: true).ShouldBeNull();
    }

    private static Remote File(string etag) => new(false, new ObjectInfo(etag, 1, DateTimeOffset.UnixEpoch, "", null, null));
}
