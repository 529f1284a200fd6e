using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Native;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class MountOptionParserTests
{
    public static TheoryData<string[], ulong, string> Good => new()
    {
        { [], 0, "" },
        { ["defaults", "_netdev", "nofail", "x-systemd.automount", "comment=hi"], 0, "" },
        { ["ro", "nosuid", "nodev", "noexec"], 15, "" },
        { ["ro", "rw"], 0, "" },
        { ["noatime", "relatime"], 1 << 21, "" },
        { ["relatime", "atime"], 0, "" },
        { ["vers=4.1", "ro", "rsize=1048576"], 1, "vers=4.1,rsize=1048576" },
        { ["context=\"system_u:object_r:container_file_t:s0:c1,c2\""], 0, "context=\"system_u:object_r:container_file_t:s0:c1,c2\"" },
        { ["rosy", "RO"], 0, "rosy,RO" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Parse_Options_AreSplitIntoFlagsAndData(string[] options, ulong flags, string data) =>
        MountOptionParser.Parse(options).ShouldBe(new ParsedMountOptions((MountFlags)flags, data));

    [Theory]
    [InlineData("")]
    [InlineData("vers=4,exec")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("context=\"a,b\",suid,x=\"\"")]
    [InlineData("other=\"a,b\"")]
    [InlineData("context=\"a,b")]
    [InlineData("bind")]
    [InlineData("remount")]
    [InlineData("move")]
    [InlineData("rshared")]
    public void Parse_OptionThatSmugglesAnother_IsRefused(string option) =>
        Should.Throw<CsiException>(() => MountOptionParser.Parse([option])).Kind.ShouldBe(CsiErrorKind.InvalidArgument);

    [Fact]
    public void Parse_MoreThanAPage_IsRefused() =>
        Should.Throw<CsiException>(() => MountOptionParser.Parse([new string('x', 4096)])).Kind.ShouldBe(CsiErrorKind.InvalidArgument);

    [Fact]
    public void ParsePerMount_FileSystemOption_IsRefused() =>
        Should.Throw<CsiException>(() => MountOptionParser.ParsePerMount(["noexec", "vers=4"])).Kind.ShouldBe(CsiErrorKind.InvalidArgument);

    [Theory]
    [InlineData("rw,relatime", 1UL, 1UL | (1 << 21))]
    [InlineData("rw,nosuid,nodev,noexec,noatime,nodiratime", 1UL, 1UL | 2 | 4 | 8 | (1 << 10) | (1 << 11))]
    [InlineData("rw", 1UL, 1UL | (1 << 24))]
    [InlineData("ro,relatime", 1UL << 10, 1UL | (1 << 10))]
    public void RemountFlags_Present_AreKept(string present, ulong added, ulong expected)
    {
        var entry = MountInfoParser.ParseLine($"9 8 0:2 / /a {present} - tmpfs none rw")!;
        RemountFlags.Adding(entry, (MountFlags)added).ShouldBe((MountFlags)expected);
    }

    [Theory]
    [InlineData(0UL, 0UL, 0UL, 4096L, 0L, 0L)]
    [InlineData(100UL, 40UL, 30UL, 4096L, 409600L, 245760L)]
    [InlineData(9007199254740992UL, 9007199254740992UL, 1UL, 1048576L, long.MaxValue, 0L)]
    [InlineData(10UL, 20UL, 1UL, 1L, 10L, 0L)]
    public void FileSystemUsage_Figures_AreCappedAndNeverNegative(ulong blocks, ulong free, ulong available, long unit, long total, long used)
    {
        var usage = FileSystemUsage.From(new StatFs { Blocks = blocks, BlocksFree = free, BlocksAvailable = available, FragmentSize = unit });
        usage.Bytes!.Total.ShouldBe(total);
        usage.Bytes.Used.ShouldBe(used);
    }

    [Theory]
    [InlineData(0, 0, MountHealth.Healthy)]
    [InlineData(Errno.ENOENT, 0, MountHealth.Missing)]
    [InlineData(Errno.ENOTDIR, 0, MountHealth.Missing)]
    [InlineData(Errno.ENOTCONN, 0, MountHealth.Dead)]
    [InlineData(Errno.ESTALE, 0, MountHealth.Dead)]
    [InlineData(Errno.EIO, 0, MountHealth.Dead)]
    [InlineData(Errno.EHOSTDOWN, 0, MountHealth.Dead)]
    [InlineData(Errno.EACCES, 0, MountHealth.Healthy)]
    [InlineData(0, Errno.ENOSYS, MountHealth.Healthy)]
    [InlineData(0, Errno.ENOTCONN, MountHealth.Dead)]
    public void FileSystemAnswer_Errors_GiveTheHealth(int stat, int usage, MountHealth expected) =>
        new FileSystemAnswer(stat, usage, default).Health.ShouldBe(expected);
}
