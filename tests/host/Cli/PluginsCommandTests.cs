using CsiHost.Cli;
using CsiHost.Tests.Plugins;

namespace CsiHost.Tests.Cli;

public sealed class PluginsCommandTests
{
    [Fact]
    public void Verify_HealthyFolder_PrintsTheReport()
    {
        using var box = new PluginSandbox("sample", "other");

        var (code, text) = Run(box, "verify");

        code.ShouldBe(0);
        text.ShouldBe("""
            PLUGIN  VERSION  CONTRACT  STATE       REASON
            other   1.2.3    1.0       discovered
            sample  1.2.3    1.0       discovered
            no lock: every plugin is required
            2 plugins, 0 findings

            """);
    }

    [Fact]
    public void Verify_BrokenFolder_PrintsCausesBeforeConsequencesWithTheirFixes()
    {
        using var box = new PluginSandbox("sample");
        box.Add("other", null, "sample");
        File.Delete(box["sample", "plugin.json"]);

        var (code, text) = Run(box, "verify", box.Root);

        code.ShouldBe((int)ExitCode.Plugin);
        text.Replace(box.Root, "/plugins", StringComparison.Ordinal).ShouldBe("""
            PLUGIN  VERSION  CONTRACT  STATE     REASON
            other   1.2.3    1.0       rejected  CSH0027
            sample  -        -         rejected  CSH0004
            no lock: every plugin is required
            CSH0004 plugin sample: /plugins/sample/plugin.json is missing.
                    fix: Publish the plugin again with 'dotnet publish' and copy the whole output, or remove the folder.
            CSH0027 plugin other: it requires sample, which is not usable.
                    fix: Correct the plugin that is required first; it is named in the message.
            2 plugins, 2 findings

            """);
    }

    [Fact]
    public void List_LockedFolder_PrintsWhatEachProvides()
    {
        using var box = new PluginSandbox("sample", "other");
        box.Lock("sample");

        var (code, text) = Run(box, "list");

        code.ShouldBe(0);
        text.ShouldBe("""
            PLUGIN  VERSION  REQUIRED  DRIVERS                                COMMANDS
            other   1.2.3    no        other.csihost.dev                      -
            sample  1.2.3    yes       sample.csihost.dev,second.csihost.dev  sample-driver

            """);
    }

    [Fact]
    public void Explain_Diagnostic_PrintsItsParagraph()
    {
        using var box = new PluginSandbox("other");

        var (code, text) = Run(box, "explain", "csh0008");

        code.ShouldBe(0);
        text.ShouldStartWith("CSH0008: A file of the plugin was changed\n\nThe file's SHA-256");
        text.ShouldContain("\nFix: Publish the plugin again");
    }

    [Fact]
    public void Explain_Plugin_PrintsAllThatIsKnown()
    {
        using var box = new PluginSandbox("other");

        var (code, text) = Run(box, "explain", "other");

        code.ShouldBe(0);
        text.ShouldContain("entry      Fixture.other.dll Fixture.OtherPlugin\n");
        text.ShouldContain("framework  .NETCoreApp,Version=v10.0\n");
        text.ShouldContain("code       portable\n");
        text.ShouldContain("mark       [CsiBackend] other.csihost.dev Fixture.OtherTopology\n");
        text.ShouldContain("findings   none\n");
    }

    [Fact]
    public void Explain_BrokenPlugin_PrintsItsFindings()
    {
        using var box = new PluginSandbox("other");
        File.AppendAllText(box["other", "Fixture.other.dll"], "x");

        var (code, text) = Run(box, "explain", "other", box.Root);

        code.ShouldBe((int)ExitCode.Plugin);
        text.ShouldContain("findings   1\nCSH0008 plugin other:");
    }

    [Fact]
    public void Explain_UnknownId_SaysSo()
    {
        using var box = new PluginSandbox("other");

        var (code, text) = Run(box, "explain", "ghost");

        code.ShouldBe((int)ExitCode.Usage);
        text.ShouldContain("ghost is neither a plugin");
    }

    [Fact]
    public void Lock_BrokenFolder_WritesNothing()
    {
        using var box = new PluginSandbox("other");
        File.Delete(box["other", "plugin.json"]);

        var (code, text) = Run(box, "lock", box.Root);

        code.ShouldBe((int)ExitCode.Plugin);
        text.ShouldContain("CSH0004");
        File.Exists(box["plugins.lock.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Lock_UnknownRequired_WritesNothing()
    {
        using var box = new PluginSandbox("other");

        var (code, text) = Run(box, "lock", box.Root, "--require", "ghost");

        code.ShouldBe((int)ExitCode.Plugin);
        text.ShouldContain("--require ghost");
        File.Exists(box["plugins.lock.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Lock_ChangedFolder_ReplacesTheOldLock()
    {
        using var box = new PluginSandbox("other");
        box.Lock();
        box.Add("sample");

        var (code, text) = Run(box, "lock", box.Root, "--require", "sample");

        code.ShouldBe(0);
        text.ShouldBe("locked other 1.2.3 (optional)\nlocked sample 1.2.3 (required)\n");
        box.Inspect().Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData]
    [InlineData("paint")]
    [InlineData("explain")]
    [InlineData("lock")]
    [InlineData("lock", "/x", "--require")]
    [InlineData("lock", "/x", "--optional", "y")]
    [InlineData("verify", "/x", "y")]
    public void Run_WrongArguments_PrintsUsage(params string[] arguments)
    {
        using var output = new StringWriter();

        new PluginsCommand("/nowhere").Run(arguments, output).ShouldBe((int)ExitCode.Usage);

        output.ToString().ShouldStartWith("usage: csi-host plugins verify");
    }

    private static (int Code, string Text) Run(PluginSandbox box, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = new PluginsCommand(box.Root).Run(arguments, output);
        return (code, output.ToString());
    }
}
