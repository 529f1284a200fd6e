using CsiHost.Abstractions.Commands;

namespace CsiHost.Tests.Cli.Flags;

public sealed class GoFlagSetTests
{
    public static TheoryData<string[], string, bool, long, string[]> Accepted => new()
    {
        { [], "default", false, 7, [] },
        { ["-name", "a"], "a", false, 7, [] },
        { ["--name", "a"], "a", false, 7, [] },
        { ["-name=a"], "a", false, 7, [] },
        { ["--name=a=b"], "a=b", false, 7, [] },
        { ["--name="], "", false, 7, [] },
        { ["--name", "-n"], "-n", false, 7, [] },
        { ["--name", "a", "--name", "b"], "b", false, 7, [] },
        { ["-on"], "default", true, 7, [] },
        { ["--on=T", "--n=0x10"], "default", true, 16, [] },
        { ["--on", "false"], "default", true, 7, ["false"] },
        { ["--n", "-3", "rest", "--on"], "default", false, -3, ["rest", "--on"] },
        { ["--", "--on"], "default", false, 7, ["--on"] },
        { ["-", "--on"], "default", false, 7, ["-", "--on"] },
        { ["", "--on"], "default", false, 7, ["", "--on"] },
        { ["--on", "--", "--n=1"], "default", true, 7, ["--n=1"] },
    };

    public static TheoryData<string[], string> Refused => new()
    {
        { ["--nope"], "flag provided but not defined: -nope" },
        { ["--nope=1"], "flag provided but not defined: -nope" },
        { ["---on"], "bad flag syntax: ---on" },
        { ["--=x"], "bad flag syntax: --=x" },
        { ["-=x"], "bad flag syntax: -=x" },
        { ["--name"], "flag needs an argument: -name" },
        { ["--on=yes"], "invalid boolean value \"yes\" for -on: parse error" },
        { ["--n", "ten"], "invalid value \"ten\" for flag -n: parse error" },
        { ["--n="], "invalid value \"\" for flag -n: parse error" },
        { ["--n=9223372036854775808"], "invalid value \"9223372036854775808\" for flag -n: value out of range" },
        { ["--f=x"], "invalid value \"x\" for flag -f: parse error" },
        { ["--d=5"], "invalid value \"5\" for flag -d: parse error" },
        { ["--Name=x"], "flag provided but not defined: -Name" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Parse_GoSpelling_IsUnderstood(string[] arguments, string name, bool on, long number, string[] remaining)
    {
        var sut = new GoFlagSet("test");
        var nameFlag = sut.AddText("name", "default", "");
        var onFlag = sut.AddBoolean("on", false, "");
        var numberFlag = sut.AddInteger("n", 7, "");

        sut.Parse(arguments).ShouldBeNull();

        nameFlag.Value.ShouldBe(name);
        onFlag.Value.ShouldBe(on);
        numberFlag.Value.ShouldBe(number);
        sut.Remaining.ShouldBe(remaining);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Parse_BadFlag_ExitsWithTheProblemAndTheUsage(string[] arguments, string problem)
    {
        var sut = Sample();

        var exit = sut.Parse(arguments).ShouldNotBeNull();

        exit.ExitCode.ShouldBe(2);
        exit.Output.ShouldBeEmpty();
        exit.Error.ShouldBe(problem + "\n" + sut.Usage());
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("--h")]
    [InlineData("-help")]
    [InlineData("--help")]
    public void Parse_Help_ExitsWithTheUsageAndZero(string argument)
    {
        var sut = Sample();

        var exit = sut.Parse(["--on", argument]).ShouldNotBeNull();

        exit.ExitCode.ShouldBe(0);
        exit.Error.ShouldBe(sut.Usage());
    }

    [Fact]
    public void Parse_HelpThatIsAFlagOfItsOwn_IsThatFlag()
    {
        var sut = new GoFlagSet("test");
        var flag = sut.AddText("h", "", "a host");

        sut.Parse(["-h", "here"]).ShouldBeNull();

        flag.Value.ShouldBe("here");
    }

    [Fact]
    public void Parse_ErrorExitCodeSet_IsUsed() =>
        new GoFlagSet("test") { ErrorExitCode = 64 }.Parse(["--x"]).ShouldNotBeNull().ExitCode.ShouldBe(64);

    [Fact]
    public void Parse_List_KeepsEveryOccurrence()
    {
        var sut = new GoFlagSet("test");
        var list = sut.AddList("set", "");

        sut.Parse(["--set", "a", "--set=b"]).ShouldBeNull();

        list.Value.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Usage_EveryKindOfFlag_LooksLikeGos() => Sample().Usage().ShouldBe(
        """
        Usage of test:
          -d duration
            	how long (default 1m30s)
          -f float
            	a fraction (default 0.5)
          -n int
            	a count (default 7)
          -name string
            	a name (default "x")
          -on
            	switch
          -path file
            	the file to read
          -q	quiet (default true)

        """.Replace("\r", "", StringComparison.Ordinal));

    [Fact]
    public void Add_SameNameTwice_Throws()
    {
        var sut = Sample();

        Should.Throw<ArgumentException>(() => sut.AddText("n", "", "")).Message.ShouldStartWith("flag redefined: n");
    }

    private static GoFlagSet Sample()
    {
        var flags = new GoFlagSet("test");
        flags.AddText("name", "x", "a name");
        flags.AddText("path", "", "the `file` to read");
        flags.AddBoolean("on", false, "switch");
        flags.AddBoolean("q", true, "quiet");
        flags.AddInteger("n", 7, "a count");
        flags.AddFraction("f", 0.5, "a fraction");
        flags.AddDuration("d", TimeSpan.FromSeconds(90), "how long");
        return flags;
    }
}
