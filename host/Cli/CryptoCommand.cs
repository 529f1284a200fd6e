using CsiHost.Abstractions.Crypto;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Running;

namespace CsiHost.Cli;

/// <summary><c>csi-host crypto</c>: loads the crypto policy alone, verifies it and prints the evidence.</summary>
internal sealed class CryptoCommand(PluginInspection inspection, PluginServices services)
{
    /// <returns>0 when the policy is satisfied, 78 when it is not, 65 when its plugin cannot be loaded.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            return Write(await PluginHost.VerifyPolicyAsync(inspection, new PluginHostOptions(), services, cancellationToken), output);
        }
        catch (PluginLoadException e)
        {
            FindingText.Write(output, e.Findings);
            return (int)ExitCode.Plugin;
        }
    }

    private static int Write(CryptoPosture posture, TextWriter output)
    {
        output.WriteLine($"policy  {posture.Policy}");
        output.WriteLine($"module  {posture.Module}");
        TextTable.Write(output,
        [
            ["RESULT", "CHECK", "FINDING"],
            .. posture.Evidence.Select(item => new[] { item.Passed ? "pass" : "FAIL", item.Check, item.Finding }),
        ]);
        output.WriteLine(posture.Satisfied ? "satisfied" : "NOT SATISFIED: the host refuses to start");
        return posture.Satisfied ? (int)ExitCode.Ok : (int)ExitCode.CryptoPolicy;
    }
}
