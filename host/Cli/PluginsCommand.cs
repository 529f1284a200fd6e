using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Running;

namespace CsiHost.Cli;

/// <summary><c>csi-host plugins …</c>: looks at a folder of plugins without running any of their code.</summary>
/// <param name="defaultDirectory">The folder used when none is named.</param>
internal sealed class PluginsCommand(string defaultDirectory)
{
    private const string Usage = """
        usage: csi-host plugins verify [DIR]                      check every plugin
               csi-host plugins list [DIR]                        what each plugin provides
               csi-host plugins explain ID [DIR]                  one plugin, one diagnostic such as CSH0008, or 'all' of those
               csi-host plugins lock DIR [--require ID]...        write plugins.lock.json; without --require all are required
        """;

    /// <param name="arguments">The arguments after <c>plugins</c>.</param>
    /// <param name="output">Where everything is printed.</param>
    /// <returns>0 when all is well, 65 with findings, 2 for wrong arguments.</returns>
    public int Run(string[] arguments, TextWriter output) => arguments switch
    {
        ["verify"] => Verify(defaultDirectory, output),
        ["verify", var directory] => Verify(directory, output),
        ["list"] => List(defaultDirectory, output),
        ["list", var directory] => List(directory, output),
        ["explain", "all"] => PluginsExplain.All(output),
        ["explain", var id] => new PluginsExplain(defaultDirectory).Run(id, output),
        ["explain", var id, var directory] => new PluginsExplain(Path.GetFullPath(directory)).Run(id, output),
        ["lock", var directory, .. var rest] => new PluginsLock(Path.GetFullPath(directory)).Run(rest, output) ?? WriteUsage(output),
        _ => WriteUsage(output),
    };

    private static int Verify(string directory, TextWriter output)
    {
        var inspection = PluginInspector.Inspect(Path.GetFullPath(directory));
        ReportOf(inspection).Write(output);
        output.WriteLine($"{inspection.Plugins.Count} plugins, {inspection.Findings.Count} findings");
        return inspection.Findings.Count == 0 ? (int)ExitCode.Ok : (int)ExitCode.Plugin;
    }

    private static int List(string directory, TextWriter output)
    {
        var inspection = PluginInspector.Inspect(Path.GetFullPath(directory));
        TextTable.Write(output,
        [
            ["PLUGIN", "VERSION", "REQUIRED", "DRIVERS", "COMMANDS"],
            .. inspection.Plugins.Select(plugin => new[]
            {
                plugin.Id,
                plugin.Manifest?.Version ?? "-",
                inspection.IsRequired(plugin) ? "yes" : "no",
                Join(plugin.Manifest?.Drivers),
                Join(plugin.Manifest?.Commands),
            }),
        ]);
        FindingText.Write(output, inspection.Findings);
        return inspection.Findings.Count == 0 ? (int)ExitCode.Ok : (int)ExitCode.Plugin;
    }

    private static PluginReport ReportOf(PluginInspection inspection) => new()
    {
        Plugins =
        [
            .. inspection.Plugins.Select(plugin => PluginOutcome.Of(
                plugin,
                inspection.LoadOrder.Contains(plugin) ? PluginState.Discovered : PluginState.Rejected,
                inspection.FindingsOf(plugin))),
        ],
        Findings = inspection.Findings,
        LockDigest = inspection.LockDigest,
    };

    private static string Join(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(",", names) : "-";

    private static int WriteUsage(TextWriter output)
    {
        output.WriteLine(Usage);
        return (int)ExitCode.Usage;
    }
}
