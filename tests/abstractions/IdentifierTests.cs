using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Tests;

public sealed class IdentifierTests
{
    public static TheoryData<string, bool> Ids => new()
    {
        { "a", true },
        { "fs-1:/path", true },
        { "卷", true },
        { new string('a', 128), true },
        { new string('ß', 64), true },
        { "", false },
        { new string('a', 129), false },
        { new string('ß', 65), false },
        { "a\nb", false },
        { "a\u007fb", false },
        { "a\0", false },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void VolumeAndSnapshotId_Text_IsChecked(string text, bool isGood)
    {
        Check(() => new VolumeId(text).Value.ShouldBe(text), "volume_id", isGood);
        Check(() => new SnapshotId(text).Value.ShouldBe(text), "snapshot_id", isGood);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void NodeId_Length_IsChecked(int length, bool isGood) => Check(() => _ = new NodeId(new string('n', length)), "node_id", isGood);

    public static TheoryData<string, bool> DriverNames => new()
    {
        { "local.csihost.dev", true },
        { "a", true },
        { "1.a-2", true },
        { new string('a', 63), true },
        { new string('a', 64), false },
        { "-a", false },
        { "a.", false },
        { "a_b", false },
        { "a b", false },
        { "é", false },
        { "", false },
    };

    [Theory]
    [MemberData(nameof(DriverNames))]
    public void DriverName_Text_IsChecked(string text, bool isGood) => Check(() => new DriverName(text).Value.ShouldBe(text), "driver name", isGood);

    [Fact]
    public void Default_OfEachId_IsEmptyText()
    {
        default(VolumeId).Value.ShouldBe("");
        default(SnapshotId).ToString().ShouldBe("");
        default(NodeId).Value.ShouldBe("");
        default(DriverName).Value.ShouldBe("");
        default(AbsolutePath).Value.ShouldBe("/");
    }

    public static TheoryData<string, string?> Paths => new()
    {
        { "/", "/" },
        { "/a", "/a" },
        { "/a/", "/a" },
        { "//a///b", "/a/b" },
        { "/a..b/...", "/a..b/..." },
        { "/ü x", "/ü x" },
        { "", null },
        { "a", null },
        { "./a", null },
        { "/a/../b", null },
        { "/a/.", null },
        { "/..", null },
        { "/a\0b", null },
        { "/a\nb", null },
        { "/" + new string('a', 4095), "/" + new string('a', 4095) },
        { "/" + new string('a', 4096), null },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void AbsolutePath_Text_IsCheckedAndNormalised(string text, string? expected) =>
        Check(() => new AbsolutePath(text, "target_path").Value.ShouldBe(expected), "target_path", expected is not null);

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/a", "/a/b", false)]
    [InlineData("/a", "/", true)]
    public void IsWithin_Ancestor_IsAboutWholeNames(string path, string ancestor, bool expected) =>
        new AbsolutePath(path).IsWithin(new AbsolutePath(ancestor)).ShouldBe(expected);

    private static void Check(Action action, string field, bool isGood)
    {
        if (isGood)
        {
            action();
            return;
        }

        var exception = Should.Throw<CsiException>(action);
        exception.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        exception.Message.ShouldStartWith(field);
    }
}
