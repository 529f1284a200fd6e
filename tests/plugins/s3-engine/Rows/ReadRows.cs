using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class ReadRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    private const long MiB = 1 << 20;

    internal static RowTable Table { get; } = new()
    {
        { "R1", "", row =>
        {
            row.Put("f", 10 * MiB + 3);
            RowContext.ShouldMatch(row.Mount.ReadAll("R1/f"), 0);
            var gets = row.Took().Where(request => request.Operation == "GetObject").ToList();
            gets.Count.ShouldBeGreaterThanOrEqualTo(2);
            gets.ShouldAllBe(request => request.Headers["if-match"] == $"\"{row["f"]!.ETag}\"");
        } },
        { "R2", "", row =>
        {
            row.Put("f", "");
            row.ReadText("f").ShouldBe("");
            row.Took("GetObject").ShouldBe(0);
        } },
        { "R3", "", row =>
        {
            row.Put("f");
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(file, new byte[10], 1000).ShouldBe(0);
            row.Took("GetObject").ShouldBe(0);
            Sys.Close(file);
        } },
        { "R4", "", row => ReadAround(row, [(0, 4 * MiB), (3 * MiB, MiB), (3 * MiB + MiB / 2, MiB / 4)]) },
        { "R5", "", row => ReadAround(row, [(0, 24 * MiB), (36 * MiB, MiB)]) },
        { "R6", "", row =>
        {
            row.Put("big", 3L << 30);
            var file = Sys.Opened(row.Path("big"), Sys.ReadOnly | Sys.Direct);
            var buffer = Aligned.Bytes((int)MiB);
            foreach (var at in new[] { 0L, 1L << 30, 2L << 30, 512 })
            {
                Sys.ReadAt(file, buffer.Span, at).ShouldBe(MiB);
                RowContext.ShouldMatch(buffer.Span, at);
            }
            Sys.Close(file);
        } },
        { "R7", "", row =>
        {
            row.Put("f", 64 * MiB);
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(file, new byte[4096], 0).ShouldBe(4096);
            row.Put("f", 64 * MiB);
            Sys.ReadAt(file, new byte[4096], 60 * MiB).ShouldBe(Sys.ESTALE);
            Sys.Close(file);
        } },
        { "R8", "", row =>
        {
            row.Put("f", 64 * MiB);
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(file, new byte[4096], 0).ShouldBe(4096);
            row.S3.Store.Delete(row.Key("f"));
            Sys.ReadAt(file, new byte[4096], 60 * MiB).ShouldBe(Sys.EIO);
            Sys.Close(file);
        } },
        { "R9", "", row =>
        {
            row.Put("f", 3 * MiB);
            row.S3.Faults.Enqueue(new S3Fault("GetObject", 2) { Status = 503, Code = "SlowDown" });
            RowContext.ShouldMatch(row.Mount.ReadAll("R9/f"), 0);
        } },
        { "R11", "", row =>
        {
            row.Put("f");
            row.S3.Options.Refuse = request => request.Operation == "GetObject" ? (403, "AccessDenied") : default;
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(file, new byte[7], 0).ShouldBe(Sys.EIO);
            Sys.Close(file);
        } },
        { "R12", "", row =>
        {
            row.Put("f");
            Sys.OpenError(row.Path("f"), Sys.ReadOnly | Sys.Synchronous).ShouldBe(Sys.EINVAL);
        } },
        { "R13", "--metadata-ttl 60", row =>
        {
            row.Put("f");
            row.Stat("f");
            row.Took();
            Sys.Close(Sys.Opened(row.Path("f"), Sys.ReadOnly));
            row.Took().ShouldBeEmpty();
            Sys.Close(Sys.Opened(row.Path("f"), Sys.ReadOnly | Sys.Direct));
            row.Took().Count.ShouldBe(2);
        } },
        { "R14", "", row =>
        {
            row.Put("f", 8 * MiB);
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly | Sys.Direct);
            Blocking.RunAll(100, i =>
            {
                var buffer = Aligned.Bytes(64 * 1024);
                var at = i * 37 % 128 * 64 * 1024L;
                if (Sys.ReadAt(file, buffer.Span, at) == buffer.Length)
                    RowContext.ShouldMatch(buffer.Span, at);
                else
                    throw new IOException("short read");
            });
            Sys.Close(file);
        } },
        { "R15", "--memory-target 512", row =>
        {
            for (var i = 0; i < 64; i++)
                row.Put($"f{i}", 12 * MiB);
            Blocking.RunAll(64, i => RowContext.ShouldMatch(row.Mount.ReadAll($"R15/f{i}"), 0));
            PeakMemory(row.Mount.Engine.Id).ShouldBeLessThan(512 * MiB);
        } },
        { "R16", "", row =>
        {
            row.Put("f", 2 * MiB);
            using var map = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(File.OpenHandle(row.Path("f")), null, 0,
                System.IO.MemoryMappedFiles.MemoryMappedFileAccess.Read, HandleInheritability.None, false);
            using var view = map.CreateViewAccessor(0, 0, System.IO.MemoryMappedFiles.MemoryMappedFileAccess.Read);
            // The kernel copies from the map: a fault in managed code would hold up a collection, and with it the stand-in that has to answer it.
            var copy = System.IO.Path.GetTempFileName();
            var file = Sys.Opened(copy, Sys.WriteOnly);
            var written = Sys.Write(file, view.SafeMemoryMappedViewHandle, 2 * (int)MiB);
            Sys.Close(file);
            var bytes = File.ReadAllBytes(copy);
            File.Delete(copy);
            written.ShouldBe(2 * MiB);
            RowContext.ShouldMatch(bytes, 0);
        } },
        { "R18", "", row =>
        {
            row.Put("f", ("x-amz-storage-class", "INTELLIGENT_TIERING"), ("x-amz-archive-status", "ARCHIVE_ACCESS"));
            Sys.OpenError(row.Path("f"), Sys.ReadOnly).ShouldBe(Sys.EACCES);
        } },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);

    private static void ReadAround(RowContext row, (long Offset, long Length)[] reads)
    {
        row.Put("f", 40 * MiB);
        var file = Sys.Opened(row.Path("f"), Sys.ReadOnly | Sys.Direct);
        foreach (var (offset, length) in reads)
        {
            var buffer = Aligned.Bytes((int)MiB / 4);
            for (var at = offset; at < offset + length; at += buffer.Length)
            {
                Sys.ReadAt(file, buffer.Span, at).ShouldBe(buffer.Length);
                RowContext.ShouldMatch(buffer.Span, at);
            }
        }
        Sys.Close(file);
        // Whatever the order, the object is fetched about once.
        var fetched = row.Took().Where(request => request.Operation == "GetObject").Sum(request =>
        {
            var bounds = request.Headers["range"]["bytes=".Length..].Split('-');
            return long.Parse(bounds[1], System.Globalization.CultureInfo.InvariantCulture) - long.Parse(bounds[0], System.Globalization.CultureInfo.InvariantCulture) + 1;
        });
        fetched.ShouldBeLessThanOrEqualTo(41 * MiB);
    }

    private static long PeakMemory(int process) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
