using System.Text;
using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Rows;

[Trait("tier", "functional")]
public sealed class IncrementalRows(RowMounts mounts) : IClassFixture<RowMounts>
{
    private const string I = "XZ --incremental-upload";
    private const int MiB = 1 << 20;

    internal static RowTable Table { get; } = new()
    {
        { "I1", I, row =>
        {
            row.Write("f", new byte[20 * MiB]).ShouldBe(0);
            row["f"]!.Content.Length.ShouldBe(20 * MiB);
            row.Took("PutObject").ShouldBe(3);
        } },
        { "I2", I, row =>
        {
            row.Put("f", "one");
            row.Write("f", "two"u8.ToArray(), Sys.WriteOnly | Sys.Append).ShouldBe(0);
            Text(row).ShouldBe("onetwo");
            row.Took().Single(request => request.Operation == "PutObject").Headers.Keys.ShouldContain("if-match");
        } },
        { "I3", I, row =>
        {
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Create);
            Sys.Write(file, "one"u8).ShouldBe(3);
            Sys.Flush(file).ShouldBe(0);
            Text(row).ShouldBe("one");
            Sys.Write(file, "two"u8).ShouldBe(3);
            Sys.Close(file).ShouldBe(0);
            Text(row).ShouldBe("onetwo");
        } },
        { "I4", I, row =>
        {
            row.Put("f", "one");
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly | Sys.Append);
            Sys.Write(file, "two"u8);
            row.Put("f", "elsewhere");
            Sys.Close(file).ShouldBe(Sys.EIO);
            Text(row).ShouldBe("elsewhere");
        } },
        { "I5", I, row =>
        {
            row.Put("f", "one");
            Sys.OpenError(row.Path("f"), Sys.ReadWrite | Sys.Truncate).ShouldBe(Sys.EPERM);
            Sys.OpenError(row.Path("f"), Sys.WriteOnly | Sys.Truncate).ShouldBe(Sys.EPERM);
            Text(row).ShouldBe("one");
        } },
        { "I6", I + " --allow-overwrite", row =>
        {
            row.Put("f", "one");
            row.Write("f", "replaced"u8.ToArray(), Sys.WriteOnly | Sys.Truncate).ShouldBe(0);
            Text(row).ShouldBe("replaced");
        } },
        { "I7", "--incremental-upload", row =>
        {
            row.Put("f", "one");
            row.Write("f", "two"u8.ToArray(), Sys.WriteOnly | Sys.Append).ShouldBe(Sys.EIO);
            Text(row).ShouldBe("one");
        } },
        { "I8", I, row =>
        {
            row.Put("f", "one");
            var file = Sys.Opened(row.Path("f"), Sys.WriteOnly);
            Sys.WriteAt(file, "two"u8, 1).ShouldBe(Sys.EINVAL);
            Sys.Close(file);
        } },
    };

    public static TheoryData<string> Ids => Table.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Row(string id) => Table.RunAsync(mounts, id);

    private static string Text(RowContext row) => Encoding.UTF8.GetString(row["f"]!.ToArray());
}
