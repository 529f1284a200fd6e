using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class DirectoryRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    internal static RowTable Table { get; } = new()
    {
        { "D1", "--prefix empty/", row =>
        {
            Directory.EnumerateFileSystemEntries(row.Mount.Path).ShouldBeEmpty();
            row.S3.TakeRequests().Count(request => request.Operation == "ListObjectsV2").ShouldBe(1);
        } },
        { "D2", "", row =>
        {
            row.S3.Store.PutMany(Enumerable.Range(0, 1000).Select(i => row.Key($"m/{i:D4}")));
            row.List("m").ShouldBe(Enumerable.Range(0, 1000).Select(i => $"{i:D4}"));
            row.Took().Count(request => request.Query.GetValueOrDefault("prefix") == row.Key("m/") && request.Query["max-keys"] == "1000").ShouldBe(1);
            row.Put("m/1000");
            row.List("m").Count.ShouldBe(1001);
            row.Took().Count(request => request.Query.GetValueOrDefault("prefix") == row.Key("m/") && request.Query["max-keys"] == "1000").ShouldBe(2);
        } },
        { "D3", "", row =>
        {
            row.S3.Store.PutMany(Enumerable.Range(0, 100_000).Select(i => row.Key($"m/{i:D6}")));
            var names = row.List("m");
            names.Count.ShouldBe(100_000);
            names.Distinct().Count().ShouldBe(100_000);
        } },
        { "D4", "XZ", row =>
        {
            row.S3.Store.PutMany(Enumerable.Range(0, 2500).Select(i => row.Key($"m/{i:D4}")));
            row.List("m").Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 2500).Select(i => $"{i:D4}"));
        } },
        { "D5", "", row =>
        {
            row.Put("a");
            row.Put("a-b");
            row.Put("a/x");
            row.List().ShouldBe(["a", "a-b", "here"]);
            row.Stat("a").IsDirectory.ShouldBeTrue();
        } },
        { "D6", "", row =>
        {
            row.Put("b");
            Sys.MakeNode(row.Path("c"), 0x81A4).ShouldBe(0);
            Sys.MakeDirectory(row.Path("a")).ShouldBe(0);
            row.List().ShouldBe(["a", "b", "c", "here"]);
        } },
        { "D7", "", row =>
        {
            var directory = Sys.Opened(row.Path(), Sys.ReadOnly | Sys.AsDirectory);
            Entries(directory).ShouldBe([".", "..", "here"]);
            row.Put("new");
            row.Took();
            Sys.Seek(directory, 0, 0).ShouldBe(0);
            Entries(directory).ShouldContain("new");
            row.Took("ListObjectsV2").ShouldBe(1);
            Sys.Close(directory);
        } },
        { "D8", "", row =>
        {
            var directory = Sys.Opened(row.Path(), Sys.ReadOnly | Sys.AsDirectory);
            Entries(directory);
            Sys.Seek(directory, 77, 0);
            Sys.ReadDirectory(directory, new byte[4096]).ShouldBe(Sys.EBADF);
            Sys.Close(directory);
        } },
        { "D9", "", row =>
        {
            foreach (var name in Enumerable.Range(0, 40))
                row.Put($"name-{name:D3}");
            var directory = Sys.Opened(row.Path(), Sys.ReadOnly | Sys.AsDirectory);
            var first = new byte[256];
            var length = (int)Sys.ReadDirectory(directory, first);
            // A small buffer makes the kernel come back to the middle of what it got.
            var names = Names(first.AsSpan(0, length));
            for (var more = new byte[256]; (length = (int)Sys.ReadDirectory(directory, more)) > 0;)
                names.AddRange(Names(more.AsSpan(0, length)));
            names.Count.ShouldBe(43);
            names.Distinct().Count().ShouldBe(43);
            Sys.Close(directory);
        } },
        { "D10", "", row =>
        {
            row.S3.Store.PutMany(Enumerable.Range(0, 1500).Select(i => row.Key($"m/{i:D4}")));
            var directory = Sys.Opened(row.Path("m"), Sys.ReadOnly | Sys.AsDirectory);
            Sys.ReadDirectory(directory, new byte[4096]).ShouldBeGreaterThan(0);
            row.S3.Store.Delete(row.Key("m/1200"));
            Entries(directory).ShouldNotBeEmpty();
            Sys.Close(directory);
        } },
        { "D11", "", row =>
        {
            row.S3.Store.PutMany(Enumerable.Range(0, 3500).Select(i => row.Key($"m/{i:D4}")));
            row.S3.Options.Refuse = request => request.Query.ContainsKey("continuation-token") ? (403, "AccessDenied") : default;
            Should.Throw<IOException>(() => row.List("m"));
        } },
        { "D12", "", row =>
        {
            var directory = Sys.Opened(row.Path(), Sys.ReadOnly | Sys.AsDirectory);
            Sys.Flush(directory).ShouldBe(0);
            Sys.Close(directory);
        } },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);

    private static List<string> Entries(int directory)
    {
        var names = new List<string>();
        var buffer = new byte[32 * 1024];
        while (Sys.ReadDirectory(directory, buffer) is > 0 and var length)
            names.AddRange(Names(buffer.AsSpan(0, (int)length)));
        return names;
    }

    /// <summary>struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name.</summary>
    private static List<string> Names(ReadOnlySpan<byte> entries)
    {
        var names = new List<string>();
        for (; entries.Length > 0; entries = entries[BitConverter.ToUInt16(entries[16..])..])
            names.Add(System.Text.Encoding.UTF8.GetString(entries[19..(19 + entries[19..].IndexOf((byte)0))]));
        return names;
    }
}
