using System.Text.Json;
using CsiHost.Cli;

namespace CsiHost.Tests.Cli;

public sealed class CommandLineInterfaceTests
{
    public static TheoryData<string[], int, string, string> Runs => new()
    {
        { [], 2, "", "Usage: csi-host COMMAND" },
        { ["help"], 0, "Usage: csi-host COMMAND", "" },
        { ["--help"], 0, "Usage: csi-host COMMAND", "" },
        { ["--mode=all"], 2, "", "'--mode=all' is no command" },
        { ["run", "--nope"], 2, "", "flag provided but not defined: -nope" },
        { ["run", "--help"], 0, "", "Usage of csi-host run:" },
        { ["run", "serve"], 2, "", "'serve' is no flag" },
        { ["run", "--mode=x", "--set=Host:Moed=all"], 64, "", "configuration: Host:Mode (from --mode): 'x' is not accepted" },
        { ["crypto", "--mode=x"], 64, "", "configuration: Host:Mode" },
        { ["crypto", "--nope"], 2, "", "flag provided but not defined: -nope" },
        { ["ctl"], 2, "", "which call? one of the verbs below" },
        { ["ctl", "--help"], 0, "create-volume                       create a volume", "" },
        { ["ctl", "make-volume"], 2, "", "there is no verb 'make-volume'" },
        { ["ctl", "probe", "--help"], 0, "Usage: csi-host ctl probe", "" },
        { ["ctl", "probe", "now"], 2, "", "'now' is no option" },
        { ["ctl", "probe", "--output=xml"], 2, "", "invalid value \"xml\" for flag -output: table or json" },
        { ["ctl", "probe", "--endpoint=tcp://:1"], 2, "", "only unix sockets" },
        { ["ctl", "probe", "--endpoint=/nowhere.sock"], 1, "", "UNAVAILABLE: there is no socket /nowhere.sock" },
        { ["plugins", "list", "/nowhere"], 65, "there is no such folder", "" },
        { ["plugins"], 2, "usage: csi-host plugins", "" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Run_Arguments_GiveCodeAndText(string[] arguments, int exit, string output, string error)
    {
        var run = await CliRun.AsHostAsync(arguments);

        ((int)run.Exit).ShouldBe(exit, run.Error);
        run.Output.ShouldContain(output);
        run.Error.ShouldContain(error);
        (output.Length > 0 || run.Output.Length == 0).ShouldBeTrue("nothing else goes to standard output");
    }

    [Fact]
    public async Task Run_NameOfNoPlugin_SaysWhereItLooked()
    {
        var run = await CliRun.AsAsync("aws-something-driver", "", "--version");

        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("'aws-something-driver' is no command of csi-host, and no plugin in /nowhere exports it");
    }

    [Fact]
    public async Task Version_IsJson()
    {
        var json = JsonDocument.Parse((await CliRun.AsHostAsync("version")).Output).RootElement;

        json.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("contract").GetString().ShouldBe("1.0");
        json.GetProperty("platform").GetString().ShouldStartWith("linux/");
    }

    [Fact]
    public void ExitCodes_AreTheDocumentedOnes() =>
        Enum.GetValues<ExitCode>().Select(code => (int)code).ShouldBe([0, 1, 2, 64, 65, 66, 67, 78]);
}
