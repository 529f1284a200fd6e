using CsiHost.Mounts;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class MountInfoParserTests
{
    public static TheoryData<string, string, string, string, string, string, string> Lines => new()
    {
        // line, mount point, root, options, propagation, type, source
        { "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue", "/mnt2", "/mnt1", "rw,noatime", "master:1", "ext3", "/dev/root" },
        { "1 0 0:1 / / rw - rootfs rootfs rw", "/", "/", "rw", "", "rootfs", "rootfs" },
        { "9 8 0:2 / /a rw shared:3 master:4 propagate_from:5 unbindable - tmpfs none rw", "/a", "/", "rw", "shared:3 master:4 propagate_from:5 unbindable", "tmpfs", "none" },
        { "9 8 0:2 /x\\040y /a\\040b\\011c\\012d\\134e\\043f rw - tmpfs a\\040b rw", "/a b\tc\nd\\e#f", "/x y", "rw", "", "tmpfs", "a b" },
        { "9 8 0:2 / /sp\\303\\244t rw - fuse.x none rw", "/spät", "/", "rw", "", "fuse.x", "none" },
        { "9 8 0:2 / /späť rw - fuse.x none rw", "/späť", "/", "rw", "", "fuse.x", "none" },
        { "9 8 0:2 / /a rw - tmpfs  rw", "/a", "/", "rw", "", "tmpfs", "" },
        { "9 8 0:2 / /a\\04 rw - tmpfs x\\9 rw\r", "/a\\04", "/", "rw", "", "tmpfs", "x\\9" },
        { "9 8 0:2 / - rw shared:1 - tmpfs - rw", "-", "/", "rw", "shared:1", "tmpfs", "-" },
        { "12 8 0:5 / /n rw - nfs4 127.0.0.1:/ rw,addr=127.0.0.1 extra", "/n", "/", "rw", "", "nfs4", "127.0.0.1:/" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void ParseLine_Line_GivesItsFields(string line, string point, string root, string options, string propagation, string type, string source)
    {
        var entry = MountInfoParser.ParseLine(line).ShouldNotBeNull();

        entry.MountPoint.ShouldBe(point);
        entry.Root.ShouldBe(root);
        string.Join(',', entry.Options).ShouldBe(options);
        string.Join(' ', entry.Propagation).ShouldBe(propagation);
        entry.FileSystemType.ShouldBe(type);
        entry.Source.ShouldBe(source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("x 8 0:2 / /a rw - tmpfs none rw")]
    [InlineData("9 -8 0:2 / /a rw - tmpfs none rw")]
    [InlineData("9 8 0:2 / /a rw tmpfs none rw")]
    [InlineData("9 8 0:2 / /a rw - tmpfs")]
    public void ParseLine_NoEntry_IsNull(string line) => MountInfoParser.ParseLine(line).ShouldBeNull();

    [Fact]
    public void Parse_BrokenLineAmongOthers_SkipsItOnly() =>
        MountInfoParser.Parse("1 0 0:1 / / rw - a b rw\nbroken\n2 1 0:2 / /x ro - c d rw\n").Select(entry => (entry.Id, entry.IsReadOnly))
            .ShouldBe([(1, false), (2, true)]);

    [Theory]
    [InlineData("/a", 2)]
    [InlineData("/a/b", 4)]
    [InlineData("/a/bc", 2)]
    [InlineData("/link/sub", 5)]
    [InlineData("/zzz", 1)]
    public void FindContaining_Path_IsTheDeepestTopmostMount(string path, int id)
    {
        const string Table = "1 0 0:1 / / rw - r r rw\n2 1 0:2 / /a rw - r r rw\n3 2 0:3 / /a/b rw - r r rw\n4 3 0:4 / /a/b rw - r r rw\n5 1 0:5 / /real/sub rw - r r rw\n";
        new MountTable(() => Table, [new PathAlias("/link", "/real")]).FindContaining(path)!.Id.ShouldBe(id);
    }

    [Fact]
    public void Find_StackedMounts_IsTheTopmost()
    {
        var sut = new MountTable(() => "1 0 0:1 / /a rw - r r rw\n7 1 0:2 / /a rw - r r rw\n", []);
        sut.Find("/a")!.Id.ShouldBe(7);
        sut.Find("/a/below").ShouldBeNull();
    }
}
