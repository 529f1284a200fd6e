using CsiHost.Abstractions.Commands;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Ctl;

namespace CsiHost.Cli.Ctl;

/// <summary><c>csi-host ctl</c>: one call to any CSI socket.</summary>
internal static class CtlCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var flags = new GoFlagSet("csi-host ctl") { Header = CtlHelp.Header };
        var common = new CtlFlags(flags, context.Environment);
        if (flags.Parse(context.Arguments) is { } exit)
            return Print(context, exit);
        if (flags.Remaining.Count == 0)
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = "which call? one of the verbs below\n" + flags.Usage() });
        var name = flags.Remaining[0];
        var verb = CtlVerbs.All.FirstOrDefault(verb => verb.Name == name);
        return verb is null
            ? Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = $"there is no verb '{name}'\n{flags.Usage()}" })
            : await RunVerbAsync(context, verb, common, [.. flags.Remaining.Skip(1)]);
    }

    private static async Task<ExitCode> RunVerbAsync(CommandContext context, CtlVerb verb, CtlFlags defaults, IReadOnlyList<string> arguments)
    {
        var flags = new GoFlagSet(verb.Name) { Header = CtlHelp.For(verb) };
        var common = new CtlFlags(flags, defaults);
        var values = new VerbFlags(flags, verb);
        if (flags.Parse(arguments) is { } exit)
            return Print(context, exit);
        if (flags.Remaining.Count > 0)
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = $"'{flags.Remaining[0]}' is no option; options begin with --\n" });
        if (!CsiEndpoint.TryParse(common.Endpoint, out var endpoint, out var problem))
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = $"--endpoint: {problem}\n" });
        if (!File.Exists(endpoint.Path))
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Failure, Error = $"UNAVAILABLE: there is no socket {endpoint.Path}\n" });
        try
        {
            using var channel = new CsiChannel(endpoint, TimeProvider.System);
            var reply = await verb.CallAsync(channel, ReadJson(common.JsonFile, context), values.Given, common.Timeout, context.Stopping);
            context.Output.Write(common.IsJson ? reply + "\n" : ReplyTable.Write(reply, CtlHelp.Width));
            return ExitCode.Ok;
        }
        catch (CtlValueException e)
        {
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = e.Message + "\n" });
        }
        catch (CallStatusException e)
        {
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Failure, Error = $"{CtlHelp.CodeName(e.Code)}: {e.Message}\n" });
        }
    }

    private static string? ReadJson(string file, CommandContext context)
    {
        try
        {
            return file.Length == 0 ? null : file == "-" ? context.Input().ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CtlValueException($"--json '{file}' cannot be read: {e.Message}");
        }
    }

    private static ExitCode Print(CommandContext context, ExitResult exit)
    {
        context.Output.Write(exit.Output);
        // Help that was asked for is the command's output, not a complaint.
        (exit.ExitCode == 0 ? context.Output : context.Error).Write(exit.Error);
        return (ExitCode)exit.ExitCode;
    }
}
