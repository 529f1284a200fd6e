using CsiHost.Abstractions.Commands;

namespace CsiHost.Tests.Cli.Flags;

public sealed class GoFlagValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("+42", 42)]
    [InlineData("1_000", 1000)]
    [InlineData("0x1F", 31)]
    [InlineData("0X_1f", 31)]
    [InlineData("0o17", 15)]
    [InlineData("017", 15)]
    [InlineData("0b101", 5)]
    [InlineData("-0x8000000000000000", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void AddInteger_GoLiteral_IsRead(string text, long expected)
    {
        var flags = new GoFlagSet("test");
        var flag = flags.AddInteger("n", 1, "");

        flags.Parse(["-n", text]).ShouldBeNull();

        flag.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("08")]
    [InlineData("1.5")]
    [InlineData("--1")]
    [InlineData(" 1")]
    public void AddInteger_AnythingElse_IsRefused(string text)
    {
        var flags = new GoFlagSet("test");
        flags.AddInteger("n", 1, "");

        flags.Parse(["-n=" + text]).ShouldNotBeNull().ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("F", false)]
    [InlineData("FALSE", false)]
    public void AddBoolean_GoSpelling_IsRead(string text, bool expected)
    {
        var flags = new GoFlagSet("test");
        var flag = flags.AddBoolean("b", !expected, "");

        flags.Parse(["-b=" + text]).ShouldBeNull();

        flag.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("240", 240d)]
    [InlineData("-.5", -0.5)]
    [InlineData("1.", 1d)]
    [InlineData("1e3", 1000d)]
    [InlineData("+Inf", double.PositiveInfinity)]
    public void AddFraction_GoLiteral_IsRead(string text, double expected)
    {
        var flags = new GoFlagSet("test");
        var flag = flags.AddFraction("f", 0, "");

        flags.Parse(["-f=" + text]).ShouldBeNull();

        flag.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("-2m", -120_000)]
    [InlineData("+.5s", 500)]
    [InlineData("1.s", 1000)]
    [InlineData("500ms", 500)]
    [InlineData("2000us", 2)]
    [InlineData("3000µs", 3)]
    [InlineData("1000000ns", 1)]
    public void GoDuration_GoText_IsRead(string text, double milliseconds)
    {
        GoDuration.TryParse(text, out var value).ShouldBeTrue();
        value.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("1d")]
    [InlineData("1 s")]
    [InlineData("9999999999h")]
    [InlineData("99999999999999999999999999999999999s")]
    public void GoDuration_AnythingElse_IsRefused(string text) => GoDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0s")]
    [InlineData("1.5µs")]
    [InlineData("250ms")]
    [InlineData("1.5s")]
    [InlineData("1m30s")]
    [InlineData("26h0m0.25s")]
    [InlineData("-1m0s")]
    public void GoDuration_Format_IsWhatGoPrints(string text)
    {
        GoDuration.TryParse(text, out var value).ShouldBeTrue();
        GoDuration.Format(value).ShouldBe(text);
    }
}
