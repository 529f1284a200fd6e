using CsiHost.Plugins.Efs.Configuration;

namespace CsiHost.Plugins.Efs.Tests.Configuration;

public sealed class IniFileTests
{
    private const string Text = """
        # a comment
        [DEFAULT]
        level = INFO
        [mount]
        KEY = value = with : both
        colon: x
        empty =
        ; another comment
        long = first
          second
        [mount.cn-north-1]
        level = DEBUG
        """;

    public static TheoryData<string, string, string?> Values => new()
    {
        { "mount", "key", "value = with : both" },
        { "mount", "colon", "x" },
        { "mount", "empty", "" },
        { "mount", "long", "first\nsecond" },
        { "mount", "level", "INFO" },
        { "mount.cn-north-1", "level", "DEBUG" },
        { "DEFAULT", "level", "INFO" },
        { "mount", "absent", null },
        { "absent", "level", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Find_Value_FollowsInheritance(string section, string key, string? expected) =>
        IniFile.Parse(Text).Find(section, key).ShouldBe(expected);

    [Theory]
    [InlineData("mount", true)]
    [InlineData("mount.cn-north-1", true)]
    [InlineData("DEFAULT", false)]
    [InlineData("other", false)]
    public void HasSection_Name_TellsWhetherItIsThere(string section, bool expected) =>
        IniFile.Parse(Text).HasSection(section).ShouldBe(expected);

    [Theory]
    [InlineData("key = before any section", "line 1")]
    [InlineData("[mount]\nno delimiter", "line 2")]
    [InlineData("[mount]\n= value", "line 2")]
    public void Parse_Malformed_NamesTheLine(string text, string line) =>
        Should.Throw<FormatException>(() => IniFile.Parse(text)).Message.ShouldStartWith(line);
}
