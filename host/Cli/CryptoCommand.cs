using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Abstractions.Crypto;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Running;

namespace CsiHost.Cli;

/// <summary><c>csi-host crypto</c>: loads the crypto policy alone, verifies it and prints the evidence.</summary>
internal sealed class CryptoCommand(PluginInspection inspection, PluginServices services)
{
    // Not escaped for HTML: findings hold quotes and angle brackets.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="output">Where the evidence goes.</param>
    /// <param name="asJson">One JSON object in place of text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 when the policy is satisfied, 78 when it is not, 65 when its plugin cannot be loaded.</returns>
    public async Task<int> RunAsync(TextWriter output, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            var posture = await PluginHost.VerifyPolicyAsync(inspection, new PluginHostOptions(), services, cancellationToken);
            if (asJson)
                output.WriteLine(ToJson(posture));
            else
                Write(posture, output);
            return posture.Satisfied ? (int)ExitCode.Ok : (int)ExitCode.CryptoPolicy;
        }
        catch (PluginLoadException e)
        {
            FindingText.Write(output, e.Findings);
            return (int)ExitCode.Plugin;
        }
    }

    private static void Write(CryptoPosture posture, TextWriter output)
    {
        output.WriteLine($"policy  {posture.Policy}");
        output.WriteLine($"module  {posture.Module}");
        TextTable.Write(output,
        [
            ["RESULT", "CHECK", "FINDING"],
            .. posture.Evidence.Select(item => new[] { item.Passed ? "pass" : "FAIL", item.Check, item.Finding }),
        ]);
        output.WriteLine(posture.Satisfied ? "satisfied" : "NOT SATISFIED: the host refuses to start");
    }

    private static string ToJson(CryptoPosture posture)
    {
        var evidence = posture.Evidence.Select(item => new JsonObject { ["check"] = item.Check, ["finding"] = item.Finding, ["passed"] = item.Passed });
        var document = new JsonObject
        {
            ["policy"] = posture.Policy,
            ["module"] = posture.Module,
            ["satisfied"] = posture.Satisfied,
            ["evidence"] = new JsonArray([.. evidence]),
        };
        return document.ToJsonString(Indented);
    }
}
