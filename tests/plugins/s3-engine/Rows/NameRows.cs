using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class NameRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    private const string D = "--allow-delete";
    private const string XZ = "XZ";
    private const string XZO = "XZ --allow-overwrite";
    private const uint NoReplace = 1;
    private const uint Exchange = 2;
    private const uint Whiteout = 4;

    internal static RowTable Table { get; } = new()
    {
        { "U1", "", row =>
        {
            row.Put("f");
            Sys.Unlink(row.Path("f")).ShouldBe(Sys.EPERM);
        } },
        { "U2", D, row =>
        {
            row.Put("f");
            Sys.Unlink(row.Path("f")).ShouldBe(0);
            row["f"].ShouldBeNull();
            row.StatError("f").ShouldBe(Sys.ENOENT);
        } },
        { "U3", D, row =>
        {
            row.Put("d/x");
            Sys.Unlink(row.Path("d")).ShouldBe(Sys.EISDIR);
        } },
        { "U4", D, row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Unlink(row.Path("f")).ShouldBe(Sys.EPERM);
            Sys.Close(file);
            Sys.MakeNode(row.Path("node"), 0x81A4).ShouldBe(0);
            Sys.Unlink(row.Path("node")).ShouldBe(Sys.EPERM);
        } },
        { "U5", D, row =>
        {
            row.Put("f", 64L << 20);
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(file, new byte[10], 0).ShouldBe(10);
            Sys.Unlink(row.Path("f")).ShouldBe(0);
            Sys.ReadAt(file, new byte[10], 60 << 20).ShouldBe(Sys.EIO);
            Sys.Close(file);
        } },
        { "U6", D, row =>
        {
            row.Put("d/x");
            row.Stat("d").IsDirectory.ShouldBeTrue();
            Sys.Unlink(row.Path("d/x")).ShouldBe(0);
            Poll.Until(() => row.StatError("d") == Sys.ENOENT);
        } },
        { "U7", D, row =>
        {
            row.Put("f");
            row.S3.Options.Refuse = request => request.Operation == "DeleteObject" ? (403, "AccessDenied") : default;
            Sys.Unlink(row.Path("f")).ShouldBe(Sys.EIO);
        } },
        { "U8", "", row =>
        {
            Sys.MakeDirectory(row.Path("d")).ShouldBe(0);
            row.Stat("d").IsDirectory.ShouldBeTrue();
            row.List().ShouldContain("d");
            row.S3.Store.Count.ShouldBe(row.S3.Store.List("", "", int.MaxValue, null).Lines.Count(line => !line.Key.StartsWith("U8/d", StringComparison.Ordinal)));
        } },
        { "U9", "", row =>
        {
            row.Put("d/x");
            Sys.MakeDirectory(row.Path("d")).ShouldBe(Sys.EEXIST);
            Sys.MakeDirectory(row.Path("here")).ShouldBe(Sys.EEXIST);
        } },
        { "U10", "", row =>
        {
            Sys.MakeDirectory(row.Path("d")).ShouldBe(0);
            Sys.RemoveDirectory(row.Path("d")).ShouldBe(0);
            row.StatError("d").ShouldBe(Sys.ENOENT);
        } },
        { "U11", "", row =>
        {
            Sys.MakeDirectory(row.Path("d")).ShouldBe(0);
            var file = Sys.Opened(row.Path("d/f"), Sys.WriteOnly | Sys.Create);
            Sys.RemoveDirectory(row.Path("d")).ShouldBe(Sys.ENOTEMPTY);
            Sys.Close(file);
        } },
        { "U12", "", row =>
        {
            row.Put("d/x");
            row.Put("marker/", "");
            Sys.RemoveDirectory(row.Path("d")).ShouldBe(Sys.EPERM);
            Sys.RemoveDirectory(row.Path("marker")).ShouldBe(Sys.EPERM);
        } },
        { "U13", "", row => Sys.RemoveDirectory(row.Path("here")).ShouldBe(Sys.ENOTDIR) },
        { "U14", "", row =>
        {
            Sys.MakeDirectory(row.Path("d")).ShouldBe(0);
            Shell.Run($"cd '{row.Path("d")}' && rmdir '{row.Path("d")}' && ! : > f").ShouldBe(0);
        } },
        { "U15", "", row =>
        {
            Sys.MakeDirectory(row.Path("d")).ShouldBe(0);
            row.Write("d/f", [1]).ShouldBe(0);
            row["d/f"].ShouldNotBeNull();
            Sys.RemoveDirectory(row.Path("d")).ShouldBe(Sys.EPERM, "the directory is in the bucket now, through its file");
        } },
        { "N1", "", row =>
        {
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(Sys.ENOSYS);
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(Sys.ENOSYS);
            row.Took("RenameObject").ShouldBe(0, "other servers take the call for a PUT of nothing");
            row["here"].ShouldNotBeNull();
        } },
        { "N2", XZ, row =>
        {
            var inode = row.Stat("here").Inode;
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(0);
            row.Stat("there").Inode.ShouldBe(inode);
            row.StatError("here").ShouldBe(Sys.ENOENT);
            row.Took().Single(request => request.Operation == "RenameObject").Headers["if-none-match"].ShouldBe("*");
        } },
        { "N3", XZ, row =>
        {
            row.Put("there");
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(Sys.EEXIST);
            row.Took("RenameObject").ShouldBe(0);
        } },
        { "N4", XZO, row =>
        {
            row.Put("there", 64L << 20);
            var file = Sys.Opened(row.Path("there"), Sys.ReadOnly);
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(0);
            Sys.ReadAt(file, new byte[10], 0).ShouldBe(Sys.ESTALE);
            Sys.Close(file);
            row.ReadText("there").ShouldBe("x");
        } },
        { "N5", XZO, row =>
        {
            row.Put("there");
            Sys.Rename(row.Path("here"), row.Path("there"), NoReplace).ShouldBe(Sys.EEXIST);
        } },
        { "N6", XZ, row =>
        {
            row.Put("there");
            Sys.Rename(row.Path("here"), row.Path("there"), Exchange).ShouldBe(Sys.EINVAL);
            Sys.Rename(row.Path("here"), row.Path("there"), Whiteout).ShouldBe(Sys.EINVAL);
        } },
        { "N7", XZ, row =>
        {
            row.Put("d/x");
            Sys.Rename(row.Path("d"), row.Path("e")).ShouldBe(Sys.EPERM);
        } },
        { "N8", XZ, row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Rename(row.Path("f"), row.Path("g")).ShouldBe(Sys.EPERM);
            Sys.Close(file);
        } },
        { "N9", XZ, row =>
        {
            row.S3.Options.Refuse = request => request.Operation == "RenameObject" ? (404, "NoSuchKey") : default;
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(Sys.ENOENT);
        } },
        { "N10", XZ, row =>
        {
            row.S3.Options.Refuse = request => request.Operation == "RenameObject" ? (400, "KeyTooLongError") : default;
            Sys.Rename(row.Path("here"), row.Path("there")).ShouldBe(Sys.ENAMETOOLONG);
        } },
        { "N11", "", row => Sys.Rename(row.Path("here"), Path.Combine(Path.GetTempPath(), "elsewhere")).ShouldBe(Sys.EXDEV) },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);
}
