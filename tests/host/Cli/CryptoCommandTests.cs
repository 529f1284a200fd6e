using System.Text.Json.Nodes;
using CsiHost.Cli;
using CsiHost.Tests.Plugins;

namespace CsiHost.Tests.Cli;

public sealed class CryptoCommandTests
{
    [Fact]
    public async Task Run_NoPolicyPlugin_ShowsTheDefault()
    {
        using var box = new PluginSandbox("sample");

        var (code, text) = await RunAsync(box);

        code.ShouldBe(0);
        text.ShouldStartWith("policy  default\nmodule  OpenSSL 3.");
        text.ShouldContain("pass    SHA-256 known answer  correct\n");
        text.ShouldEndWith("satisfied\n");
    }

    [Fact]
    public async Task Run_PolicyNotMet_ShowsTheEvidenceAndExits78()
    {
        using var box = new PluginSandbox("policy");
        box.Configuration["Plugins:policy:Satisfied"] = "false";

        var (code, text) = await RunAsync(box);

        code.ShouldBe((int)ExitCode.CryptoPolicy);
        text.ShouldBe("""
            policy  fixture
            module  fixture module
            RESULT  CHECK       FINDING
            FAIL    the switch  off
            NOT SATISFIED: the host refuses to start

            """);
    }

    [Fact]
    public async Task Run_Json_IsOneObjectWithTheSameEvidence()
    {
        using var box = new PluginSandbox("policy");
        box.Configuration["Plugins:policy:Satisfied"] = "false";

        var (code, text) = await RunAsync(box, asJson: true);

        code.ShouldBe((int)ExitCode.CryptoPolicy);
        var json = JsonNode.Parse(text)!;
        json["policy"]!.GetValue<string>().ShouldBe("fixture");
        json["satisfied"]!.GetValue<bool>().ShouldBeFalse();
        json["evidence"]!.AsArray().Single()!.ToJsonString().ShouldBe("""{"check":"the switch","finding":"off","passed":false}""");
    }

    [Fact]
    public async Task Run_BrokenPolicyPlugin_ShowsFindings()
    {
        using var box = new PluginSandbox("policy");
        File.AppendAllText(box["policy", "Fixture.policy.dll"], "x");

        var (code, text) = await RunAsync(box);

        code.ShouldBe((int)ExitCode.Plugin);
        text.ShouldStartWith("CSH0008 plugin policy:");
    }

    private static async Task<(int Code, string Text)> RunAsync(PluginSandbox box, bool asJson = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await new CryptoCommand(box.Inspect(), box.Services).RunAsync(output, asJson, CancellationToken.None);
        return (code, output.ToString());
    }
}
