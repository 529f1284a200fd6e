using System.Text;
using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class WriteRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    private const int MiB = 1 << 20;
    private const string O = "--allow-overwrite";
    private static readonly byte[] One = [7];

    internal static RowTable Table { get; } = new()
    {
        { "W1", "", row =>
        {
            row.Write("f", One).ShouldBe(0);
            row["f"]!.ToArray().ShouldBe(One);
            row["f"]!.ContentType.ShouldBe("binary/octet-stream");
        } },
        { "W2", "", row =>
        {
            row.Write("f", []).ShouldBe(0);
            Poll.Until(() => row["f"] is not null);
            row["f"]!.Content.Length.ShouldBe(0);
        } },
        { "W3", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.WriteAt(file, One, 5).ShouldBe(Sys.EINVAL);
            Sys.WriteAt(file, One, 0).ShouldBe(Sys.EINVAL);
            Sys.Close(file);
            Poll.Until(() => row.StatError("f") == Sys.ENOENT);
        } },
        { "W4", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            var second = Sys.Duplicate(file);
            Sys.Write(file, "ab"u8).ShouldBe(2);
            Sys.Write(second, "cd"u8).ShouldBe(2);
            Sys.Close(second);
            Sys.Close(file);
            Poll.Until(() => row["f"] is not null);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("abcd");
        } },
        { "W5", "", row => OpenExisting(row, Sys.WriteOnly, Sys.EPERM) },
        { "W6", "", row => OpenExisting(row, Sys.WriteOnly | Sys.Truncate, Sys.EPERM) },
        { "W7", O, row =>
        {
            row.Put("f", "old");
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Truncate);
            Sys.Write(file, "newer"u8).ShouldBe(5);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("old");
            Sys.Close(file).ShouldBe(0);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("newer");
            row.ReadText("f").ShouldBe("newer");
        } },
        { "W8", O, row => OpenExisting(row, Sys.WriteOnly, Sys.EPERM) },
        { "W9", O, row =>
        {
            row.Put("f");
            var file = Sys.Opened(row.Path("f"), Sys.ReadWrite);
            Sys.ReadAt(file, new byte[7], 0).ShouldBe(7);
            Sys.Write(file, One).ShouldBe(Sys.EBADF);
            Sys.Close(file);
        } },
        { "W10", O, row =>
        {
            row.Put("f");
            ReadOfWriteHandle(row, Sys.ReadWrite | Sys.Truncate);
        } },
        { "W11", "", row => ReadOfWriteHandle(row, Sys.ReadWrite | Sys.Create) },
        { "W12", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.OpenError(row.Path("f"), Sys.WriteOnly).ShouldBe(Sys.EPERM);
            Sys.Close(file);
        } },
        { "W13", O, row =>
        {
            row.Put("f");
            var reader = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.ReadAt(reader, new byte[7], 0).ShouldBe(7);
            Sys.OpenError(row.Path("f"), Sys.WriteOnly | Sys.Truncate).ShouldBe(Sys.EPERM);
            Sys.Close(reader);
            Sys.Close(Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Truncate));
        } },
        { "W14", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.OpenError(row.Path("f"), Sys.ReadOnly).ShouldBe(Sys.EPERM);
            Sys.Close(file);
        } },
        { "W15", "", row =>
        {
            Sys.MakeNode(row.Path("f"), 0x81A4).ShouldBe(0);
            Sys.OpenError(row.Path("f"), Sys.ReadOnly).ShouldBe(Sys.EPERM);
            row["f"].ShouldBeNull();
        } },
        { "W16", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Write(file, "abc"u8);
            row.Stat("f").Size.ShouldBe(3);
            Sys.Write(file, "def"u8);
            row.Stat("f").Size.ShouldBe(6);
            Sys.Close(file);
        } },
        { "W17", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Write(file, "abc"u8);
            Sys.Flush(file).ShouldBe(0);
            row["f"]!.Content.Length.ShouldBe(3);
            Sys.Write(file, One).ShouldBe(Sys.EIO);
            Sys.Close(file);
        } },
        { "W18", "", row =>
        {
            row.Put("f");
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.Flush(file).ShouldBe(0);
            Sys.Close(file);
        } },
        { "W19", O, row =>
        {
            row.Put("old", "old");
            row.S3.Faults.Enqueue(new S3Fault("CompleteMultipartUpload", 100) { Status = 500 });
            row.Write("new", new byte[9 * MiB]).ShouldBe(Sys.EIO);
            row.StatError("new").ShouldBe(Sys.ENOENT);
            row.Write("old", new byte[9 * MiB], Sys.WriteOnly | Sys.Truncate).ShouldBe(Sys.EIO);
            row.S3.Faults.Clear();
            row.ReadText("old").ShouldBe("old");
            row.S3.Store.Uploads.ShouldBeEmpty();
        } },
        { "W20", "", row =>
        {
            row.S3.Options.Refuse = request => request.Operation == "UploadPart" ? (403, "AccessDenied") : default;
            row.Write("f", new byte[40 * MiB]).ShouldBe(Sys.EIO);
            Poll.Until(() => row.S3.Store.Uploads.Count == 0);
            row.StatError("f").ShouldBe(Sys.ENOENT);
        } },
        { "W21", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            var copy = Sys.Duplicate(file);
            Sys.Close(file).ShouldBe(0);
            Sys.Write(copy, "later"u8).ShouldBe(5);
            Sys.Close(copy).ShouldBe(0);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("later");
        } },
        { "W22", "", row =>
        {
            // The child inherits the descriptor, and its end closes it there; that close is not the opener's.
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Write(file, "one"u8).ShouldBe(3);
            Shell.Run("/bin/true").ShouldBe(0);
            Sys.Write(file, "two"u8).ShouldBe(3);
            Sys.Close(file).ShouldBe(0);
            Poll.Until(() => row["f"] is not null);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("onetwo");
        } },
        { "W23", "", row =>
        {
            for (var i = 0; i < 20; i++)
            {
                File.WriteAllText(row.Path($"f{i}"), $"text {i}");
                row.ReadText($"f{i}").ShouldBe($"text {i}");
            }
        } },
        { "W24", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            var copy = Sys.Duplicate(file);
            Sys.Close(file).ShouldBe(0);
            var reader = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.Write(copy, One).ShouldBe(Sys.EBADF);
            Sys.Close(reader);
            Sys.Close(copy);
        } },
        { "W25", "", row =>
        {
            Shell.Run($"exec 5>'{row.Path("f")}'; printf data >&5; kill -9 $$").ShouldNotBe(0);
            Poll.Until(() => row["f"] is not null);
            Encoding.UTF8.GetString(row["f"]!.ToArray()).ShouldBe("data");
        } },
        { "W28", "--memory-target 512", row =>
        {
            var files = new List<int>();
            int file;
            while ((file = Sys.Open(row.Path($"f{files.Count}"), Sys.WriteOnly | Sys.Create)) >= 0)
                files.Add(file);
            file.ShouldBe(Sys.ENOMEM);
            files.Count.ShouldBe(47);
            Sys.Close(files[0]);
            Poll.Until(() => row.Write("again", One) == 0);
            files.Skip(1).ToList().ForEach(open => Sys.Close(open));
        } },
        { "W29", "--read-only", row =>
        {
            Sys.OpenError(row.Path("f"), Sys.WriteOnly | Sys.Create).ShouldBe(Sys.EROFS);
            Sys.MakeDirectory(row.Path("d")).ShouldBe(Sys.EROFS);
        } },
        { "W30", "", row => Sys.OpenError(row.Path("f"), Sys.WriteOnly | Sys.Create | Sys.Synchronous).ShouldBe(Sys.EINVAL) },
        { "W31", "", row =>
        {
            row.Put("f");
            Sys.ChangeMode(row.Path("f"), 0).ShouldBe(Sys.EPERM);
            Sys.ChangeOwner(row.Path("f"), 1, 1).ShouldBe(Sys.EPERM);
            Sys.Touch(row.Path("f")).ShouldBe(Sys.EPERM);
        } },
        { "W32", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Touch(file, 1_000_000).ShouldBe(0);
            Sys.Stat(file, out var status).ShouldBe(0);
            status.Modified.ShouldBe(1_000_000);
            Sys.Close(file);
        } },
        { "W33", "", row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Resize(file, 100).ShouldBe(0);
            Sys.Close(file);
            Poll.Until(() => row["f"] is not null);
            row["f"]!.Content.Length.ShouldBe(0);
        } },
        { "W34", "", row =>
        {
            row.Put("f");
            Sys.Resize(row.Path("f"), 0).ShouldBe(Sys.EPERM);
        } },
        { "W35", "", row =>
        {
            row.Put("f");
            var file = Sys.Opened(row.Path("new"), Sys.WriteOnly | Sys.Create);
            Sys.Allocate(file).ShouldBe(Sys.EOPNOTSUPP);
            Sys.Close(file);
            Sys.GetExtended(row.Path("f")).ShouldBe(Sys.EOPNOTSUPP);
            Sys.SetExtended(row.Path("f")).ShouldBe(Sys.EOPNOTSUPP);
        } },
        { "W36", "", row =>
        {
            row.Put("f");
            Sys.Link(row.Path("f"), row.Path("g")).ShouldBe(Sys.EPERM);
            Sys.SymbolicLink("f", row.Path("s")).ShouldBe(Sys.EPERM);
        } },
        { "W37", "", row => Sys.MakeNode(row.Path("pipe"), 0x11A4).ShouldBe(Sys.EINVAL) },
        { "W38", "", row =>
        {
            row.Put("f");
            var file = Sys.Opened(row.Path("f"), Sys.ReadOnly);
            Sys.Lock(file).ShouldBe(0);
            Sys.Close(file);
        } },
        { "W39", "--storage-class STANDARD_IA --sse aws:kms --sse-kms-key-id arn:aws:kms:us-east-1:1:key/1", row =>
        {
            row.Write("small", One).ShouldBe(0);
            row.Write("large", new byte[9 * MiB]).ShouldBe(0);
            foreach (var request in row.Took().Where(request => request.Operation is "PutObject" or "CreateMultipartUpload"))
            {
                request.Headers["x-amz-storage-class"].ShouldBe("STANDARD_IA");
                request.Headers["x-amz-server-side-encryption"].ShouldBe("aws:kms");
                request.Headers["x-amz-server-side-encryption-aws-kms-key-id"].ShouldBe("arn:aws:kms:us-east-1:1:key/1");
            }
        } },
        { "W41", "--upload-checksums crc64nvme", row =>
        {
            row.Write("f", new byte[20 * MiB]).ShouldBe(0);
            var requests = row.Took();
            requests.Where(request => request.Operation == "UploadPart").ToList().ShouldAllBe(request => request.Headers.ContainsKey("x-amz-checksum-crc64nvme"));
            requests.Single(request => request.Operation == "CompleteMultipartUpload").Headers["x-amz-checksum-type"].ShouldBe("FULL_OBJECT");
        } },
        { "W42", "--upload-checksums off", row =>
        {
            row.Write("f", new byte[9 * MiB]).ShouldBe(0);
            row.Took().SelectMany(request => request.Headers.Keys).ShouldNotContain(name => name.StartsWith("x-amz-checksum", StringComparison.Ordinal));
        } },
        { "W43", "--infer-content-type", row =>
        {
            row.Write("x.json", One).ShouldBe(0);
            row["x.json"]!.ContentType.ShouldBe("application/json");
        } },
        { "W44", "", row =>
        {
            row.Put("d/x");
            Sys.OpenError(row.Path("d"), Sys.WriteOnly | Sys.Create).ShouldBe(Sys.EISDIR);
            Sys.OpenError(row.Path("d"), Sys.WriteOnly | Sys.Create | Sys.Exclusive).ShouldBe(Sys.EEXIST);
        } },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);

    private static void OpenExisting(RowContext row, int flags, int error)
    {
        row.Put("f");
        Sys.OpenError(row.Path("f"), flags).ShouldBe(error);
        row.ReadText("f").ShouldBe("content");
    }

    private static void ReadOfWriteHandle(RowContext row, int flags)
    {
        // Past the page cache, which holds what was written and would answer by itself.
        var file = Sys.Opened(row.Path("f"), flags | Sys.Direct);
        Sys.Write(file, One).ShouldBe(1);
        Sys.ReadAt(file, new byte[1], 0).ShouldBe(Sys.EBADF);
        Sys.Close(file).ShouldBe(0);
        row["f"]!.ToArray().ShouldBe(One);
    }
}
