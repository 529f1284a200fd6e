using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class LookupRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    private const string T60 = "--metadata-ttl 60";

    internal static RowTable Table { get; } = new()
    {
        { "L1", "", row =>
        {
            row.Put("a.txt", "12345");
            var status = row.Stat("a.txt");
            status.ShouldBe(status with { Mode = 0x81A4, Size = 5, Links = 1 });
            row.Took().Where(request => request.Key == row.Key("a.txt") || request.Query.GetValueOrDefault("prefix") == row.Key("a.txt/")).Select(request => request.Operation)
                .ShouldBe(["HeadObject", "ListObjectsV2"], ignoreOrder: true);
        } },
        { "L2", "", row =>
        {
            row.Put("d/x");
            var status = row.Stat("d");
            status.ShouldBe(status with { Mode = 0x41ED, Links = 2 });
        } },
        { "L3", "", row => row.StatError("n").ShouldBe(Sys.ENOENT) },
        { "L4", "", row =>
        {
            row.Put("secret");
            row.S3.Options.Refuse = request => request.Operation == "HeadObject" ? (403, "AccessDenied") : default;
            row.StatError("secret").ShouldBe(Sys.EIO);
        } },
        { "L5", "", row =>
        {
            row.Put("d/x");
            row.S3.Options.Refuse = request => request.Operation == "HeadObject" ? (403, "AccessDenied") : default;
            row.Stat("d").IsDirectory.ShouldBeTrue();
        } },
        { "L6", "", row =>
        {
            row.Put("f");
            row.Stat("here");
            row.S3.Faults.Enqueue(new S3Fault("ListObjectsV2", 10) { Status = 500 });
            row.StatError("f").ShouldBe(Sys.EIO);
            row.Took().Count(request => request.Operation == "ListObjectsV2" && request.Query["prefix"] == row.Key("f/")).ShouldBe(3, "as many tries as AWS_MAX_ATTEMPTS says");
        } },
        { "L7", "", row =>
        {
            row.Put("a");
            row.Put("a/x");
            row.Stat("a").IsDirectory.ShouldBeTrue();
            row.List("a").ShouldBe(["x"]);
        } },
        { "L8", "", row =>
        {
            row.Put("a/", "");
            row.Stat("a").IsDirectory.ShouldBeTrue();
            row.List("a").ShouldBeEmpty();
        } },
        { "L9", "", row =>
        {
            row.Put("a/", "12345");
            row.List("a").ShouldBeEmpty();
        } },
        { "L10", "", row =>
        {
            row.Put("a//b");
            row.List("a").ShouldBeEmpty();
            row.StatError("a/b").ShouldBe(Sys.ENOENT);
            row.List().ShouldContain("a");
        } },
        { "L11", "", row =>
        {
            row.Put("/x");
            row.Put("d/./x");
            row.Put("d/../x");
            row.Put("nul\0byte");
            row.Put("d/ok");
            row.List().ShouldBe(["d", "here"], ignoreOrder: true);
            row.List("d").ShouldBe(["ok"]);
        } },
        { "L12", "", row =>
        {
            row.Put(@"a\b", "text");
            row.Stat(@"a\b").Size.ShouldBe(4);
            row.ReadText(@"a\b").ShouldBe("text");
        } },
        { "L13", "", row => Sys.StatBytes([.. System.Text.Encoding.UTF8.GetBytes(row.Path() + "/"), 0xFF, 0xFE, 0]).ShouldBe(Sys.EINVAL) },
        { "L14", "", row => row.StatError(new string('n', 256)).ShouldBe(Sys.ENAMETOOLONG) },
        { "L15", "", row =>
        {
            row.Put("f");
            row.StatError("f/x").ShouldBe(Sys.ENOTDIR);
        } },
        { "L16", T60, row =>
        {
            row.Put("f");
            row.Stat("f");
            row.Took();
            row.Stat("f");
            row.Took().ShouldBeEmpty();
        } },
        { "L17", T60, row =>
        {
            row.StatError("later").ShouldBe(Sys.ENOENT);
            row.Put("later");
            row.Took();
            row.StatError("later").ShouldBe(Sys.ENOENT);
            row.Took().ShouldBeEmpty();
        } },
        { "L18", "", row =>
        {
            row.StatError("later").ShouldBe(Sys.ENOENT);
            row.Put("later", "now");
            row.Stat("later").Size.ShouldBe(3);
        } },
        { "L19", "--metadata-ttl 1", row =>
        {
            row.Put("f", "old");
            var before = row.Stat("f");
            row.Put("f", "newer");
            Poll.Until(() => row.Stat("f").Size == 5);
            row.Stat("f").Inode.ShouldNotBe(before.Inode);
        } },
        { "L20", "", row =>
        {
            row.Put("cold", ("x-amz-storage-class", "GLACIER"));
            row.Stat("cold").Permissions.ShouldBe(0u);
            Sys.OpenError(row.Path("cold"), Sys.ReadOnly).ShouldBe(Sys.EACCES);
        } },
        { "L21", "", row =>
        {
            row.Put("warm", ("x-amz-storage-class", "GLACIER"), ("x-amz-restore", "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2096 00:00:00 GMT\""));
            row.ReadText("warm").ShouldBe("content");
        } },
        { "L22", "--uid 1000 --gid 1001 --file-mode 0600 --dir-mode 0700 --allow-other", row =>
        {
            row.Put("f");
            row.Stat("f").ShouldBe(row.Stat("f") with { Mode = 0x8180, User = 1000, Group = 1001 });
            row.Stat().ShouldBe(row.Stat() with { Mode = 0x41C0, User = 1000, Group = 1001 });
        } },
        { "L24", "", row =>
        {
            var drive = new DriveInfo(row.Mount.Path);
            drive.TotalSize.ShouldBeGreaterThan(1L << 50);
            row.Took().ShouldBeEmpty();
        } },
        { "L25", "--prefix L25/inner/", row =>
        {
            row.Put("outside");
            row.Put("inner/f");
            Sys.Stat(row.Mount["f"], out _).ShouldBe(0);
            Sys.Stat(row.Mount["outside"], out _).ShouldBe(Sys.ENOENT);
        } },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);
}
