using CsiHost.Abstractions.Commands;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Command;

/// <summary>The host under the name of the driver's binary: its flags, environment and exit codes.</summary>
[CsiCommand(Name)]
internal sealed class EfsCommand : ICsiCommand
{
    public const string Name = "aws-efs-csi-driver";

    private const int BadOption = 1;
    private const int Fatal = 255;

    public CommandResult Interpret(CommandLine line)
    {
        var flags = new EfsFlags();
        if (flags.Parse(line.Arguments) is { } exit)
            return exit;
        if (flags.FindProblem() is { } problem)
            return new ExitResult { ExitCode = BadOption, Error = problem + "\n" };
        if (flags.Version.Value)
            return new ExitResult { ExitCode = 0, Output = VersionText.Create() };
        var scheme = flags.Endpoint.Value.Split(':', 2);
        if (scheme.Length < 2 || !scheme[0].Equals("unix", StringComparison.OrdinalIgnoreCase))
            return new ExitResult { ExitCode = Fatal, Error = $"--endpoint '{flags.Endpoint.Value}' is not served; write unix:///path/csi.sock\n" };
        var configuration = new Dictionary<string, string?>(flags.Klog.ToConfiguration(), StringComparer.OrdinalIgnoreCase);
        FlagSettings.Add(configuration, flags);
        EnvironmentSettings.Add(configuration, line.Environment);
        return new RunResult { Configuration = configuration };
    }
}
