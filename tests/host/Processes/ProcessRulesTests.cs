using System.Text;
using CsiHost.Abstractions.Ports;
using CsiHost.Processes;

namespace CsiHost.Tests.Processes;

[Trait("tier", "unit")]
public sealed class ProcessRulesTests
{
    private const string Rest = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 777 20";

    [Theory]
    [InlineData("42 (name) S " + Rest, 777L)]
    [InlineData("42 (a) b) (c) R " + Rest, 777L)]
    [InlineData("42 (dead) Z " + Rest, null)]
    [InlineData("42 (short) S 1 2", null)]
    [InlineData("", null)]
    public void Parse_StatLine_FindsTheStartTime(string line, long? expected) => ProcessIdentity.Parse(42, line)?.StartTime.ShouldBe(expected!.Value);

    [Fact]
    public void Find_ThisProcess_IsStable()
    {
        var found = ProcessIdentity.Find(Environment.ProcessId).ShouldNotBeNull();
        ProcessIdentity.Find(Environment.ProcessId).ShouldBe(found);
        ProcessIdentity.Find(int.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void Append_MoreThanTheTail_KeepsTheEndAndWholeCharacters()
    {
        var lines = new List<string>();
        var sut = new OutputTail(8, lines.Add);
        sut.Append("one\r\ntwo\n0123456789\n"u8);
        sut.Append("ä€"u8);
        sut.Complete();
        sut.Complete();

        sut.ToString().ShouldBe("89\nä€");
        lines.ShouldBe(["one", "two", "01234567", "89", "ä€"]);
        new OutputTail(4).ToString().ShouldBeEmpty();
        var cut = new OutputTail(2);
        cut.Append(Encoding.UTF8.GetBytes("€"));
        cut.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void After_Runs_GrowsAndStartsOverAfterALongOne()
    {
        var sut = new RestartBackoff();
        Enumerable.Range(0, 8).Select(_ => sut.After(TimeSpan.Zero).TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);
        sut.After(TimeSpan.FromMinutes(1)).TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void AreSame_Specifications_AreComparedByContent()
    {
        static HelperProcess Make() => new()
        {
            Name = "n",
            FileName = "/f",
            Arguments = ["a", "b"],
            Environment = new Dictionary<string, string> { ["k"] = "v" },
        };
        HelperSpecification.AreSame(Make(), Make()).ShouldBeTrue();
        HelperProcess[] others =
        [
            Make() with { FileName = "/g" },
            Make() with { Arguments = ["b", "a"] },
            Make() with { Environment = new Dictionary<string, string> { ["k"] = "w" } },
            Make() with { Environment = new Dictionary<string, string>() },
            Make() with { Restart = false },
            Make() with { OutlivesHost = true },
        ];
        others.Where(other => HelperSpecification.AreSame(Make(), other)).ShouldBeEmpty();
    }
}
