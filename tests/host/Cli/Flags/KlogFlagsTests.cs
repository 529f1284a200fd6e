using CsiHost.Abstractions.Commands;

namespace CsiHost.Tests.Cli.Flags;

public sealed class KlogFlagsTests
{
    [Fact]
    public void Parse_WhatManifestsPass_BecomesLoggingKeys()
    {
        var flags = new GoFlagSet("test");
        var sut = new KlogFlags(flags);

        flags.Parse(["--logtostderr", "--v=5", "--vmodule=mount*=6,api=3", "--stderrthreshold", "2", "-skip_headers"]).ShouldBeNull();

        sut.ToConfiguration().ShouldBe(
            new Dictionary<string, string?>
            {
                ["Logging:Verbosity"] = "5",
                ["Logging:Threshold"] = "ERROR",
                ["Logging:Modules"] = "mount*=6,api=3",
                ["Logging:SkipHeaders"] = "true",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void ToConfiguration_NoFlagSet_IsEmpty() => new KlogFlags(new GoFlagSet("test")).ToConfiguration().ShouldBeEmpty();

    [Theory]
    [InlineData("--alsologtostderr")]
    [InlineData("--alsologtostderrthreshold=WARNING")]
    [InlineData("--legacy_stderr_threshold_behavior=false")]
    [InlineData("--log_dir=/tmp")]
    [InlineData("--log_file=x")]
    [InlineData("--log_file_max_size=10")]
    [InlineData("--add_dir_header")]
    [InlineData("--skip_log_headers")]
    [InlineData("--one_output")]
    [InlineData("--log_backtrace_at=file.go:10")]
    public void Parse_FlagWithoutMeaningHere_IsAccepted(string argument)
    {
        var flags = new GoFlagSet("test");
        var sut = new KlogFlags(flags);

        flags.Parse([argument]).ShouldBeNull();

        sut.ToConfiguration().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--v=high")]
    [InlineData("--v=99999999999")]
    [InlineData("--stderrthreshold=LOUD")]
    [InlineData("--stderrthreshold=4")]
    [InlineData("--vmodule=mount")]
    [InlineData("--vmodule==4")]
    public void Parse_BadValue_Exits2(string argument)
    {
        var flags = new GoFlagSet("test");
        _ = new KlogFlags(flags);

        flags.Parse([argument]).ShouldNotBeNull().ExitCode.ShouldBe(2);
    }
}
