using CsiHost.Cli;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Cli;

/// <summary>One run of the command line in process.</summary>
internal sealed record CliRun(ExitCode Exit, string Output, string Error)
{
    public static Task<CliRun> AsHostAsync(params string[] arguments) => AsAsync("csi-host", "", arguments);

    public static async Task<CliRun> AsAsync(string name, string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var context = new CommandContext
        {
            Arguments = arguments,
            Environment = new Dictionary<string, string> { ["CSIHOST__Host__PluginDirectory"] = "/nowhere" },
            Input = () => new StringReader(input),
            Output = output,
            Error = error,
            Stopping = Limits.Token,
        };
        var exit = await CommandLineInterface.RunAsync(name, context);
        return new CliRun(exit, output.ToString(), error.ToString());
    }
}
