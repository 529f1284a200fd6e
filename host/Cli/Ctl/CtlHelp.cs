using System.Text;
using CsiHost.Pipeline;
using CsiHost.Rpc.Ctl;

namespace CsiHost.Cli.Ctl;

/// <summary>The texts of <c>ctl</c>.</summary>
internal static class CtlHelp
{
    public static string Header
    {
        get
        {
            var text = new StringBuilder("Usage: csi-host ctl [flags] VERB [flags of the verb]\n\nCalls a CSI driver. `csi-host ctl VERB --help` shows the flags of a verb.\n");
            foreach (var service in CtlVerbs.All.GroupBy(static verb => verb.Service))
            {
                text.Append('\n').Append(service.Key).Append(":\n");
                foreach (var verb in service)
                    text.Append("  ").Append(verb.Name.PadRight(36)).Append(verb.Summary).Append('\n');
            }

            return text.Append("\nExit codes: 0 answered OK, 1 refused (CODE: message on standard error), 2 wrong usage.\n\nFlags:").ToString();
        }
    }

    /// <summary>The terminal's width; wide where there is none, so that no row is folded in a file or a pipe.</summary>
    public static int Width => Console.IsOutputRedirected ? 400 : Math.Max(Console.WindowWidth, 60);

    public static string For(CtlVerb verb) => $"Usage: csi-host ctl {verb.Name} [flags]\n\n{verb.Service}: {verb.Summary}.\n\nFlags:";

    /// <summary>As the specification writes it: <c>INVALID_ARGUMENT</c>.</summary>
    public static string CodeName(StatusCode code) => CtlNames.Kebab(code.ToString()).Replace('-', '_').ToUpperInvariant();
}
