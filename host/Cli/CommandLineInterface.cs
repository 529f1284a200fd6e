using CsiHost.Cli.Ctl;

namespace CsiHost.Cli;

/// <summary>
/// Finds the command: by the name the process was started under, when that is a link named like a plugin's drop-in command, else by the
/// first argument.
/// </summary>
internal static class CommandLineInterface
{
    private const string Usage =
        """
        Usage: csi-host COMMAND [arguments]

          run       serve the drivers of the plugins
          ctl       call a CSI driver, this one or any other
          plugins   verify, list, explain and lock plugins
          crypto    show the crypto policy and its evidence
          version   show the versions of host and contract as JSON
          help      show this text

        `csi-host COMMAND --help` says more. Any other name is looked for among the commands that plugins export.

        """;

    // "dotnet csi-host.dll" is how a build is run in place.
    private static readonly string[] OwnNames = ["csi-host", "dotnet"];

    /// <param name="name">What the process was started as.</param>
    /// <param name="context">Its arguments and streams.</param>
    public static Task<ExitCode> RunAsync(string name, CommandContext context)
    {
        if (!OwnNames.Contains(name, StringComparer.Ordinal))
            return RunCommand.RunDropInAsync(name, context);
        if (context.Arguments.Count == 0)
            return Task.FromResult(Complain(context, ""));
        var command = context.Arguments[0];
        var inner = context with { Arguments = [.. context.Arguments.Skip(1)] };
        return command switch
        {
            "run" => RunCommand.RunAsync(inner),
            "ctl" => CtlCommand.RunAsync(inner),
            "plugins" => Task.FromResult(PluginVerbs.RunPlugins(inner)),
            "crypto" => PluginVerbs.RunCryptoAsync(inner),
            "version" or "--version" => Task.FromResult(VersionCommand.Run(inner)),
            "help" or "-h" or "-help" or "--help" => Task.FromResult(Help(inner)),
            ['-', ..] => Task.FromResult(Complain(context, $"'{command}' is no command\n\n")),
            _ => RunCommand.RunDropInAsync(command, inner),
        };
    }

    private static ExitCode Help(CommandContext context)
    {
        context.Output.Write(Usage);
        return ExitCode.Ok;
    }

    private static ExitCode Complain(CommandContext context, string problem)
    {
        context.Error.Write(problem + Usage);
        return ExitCode.Usage;
    }
}
