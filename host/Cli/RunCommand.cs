using System.Security.Cryptography;
using CsiHost.Abstractions.Commands;
using CsiHost.Hosting;
using CsiHost.Hosting.Configuration;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;

namespace CsiHost.Cli;

/// <summary><c>csi-host run</c>, and the same under the name and with the flags of a binary that a plugin replaces.</summary>
internal static class RunCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var flags = new GoFlagSet("csi-host run");
        var host = new HostFlags(flags);
        if (flags.Parse(context.Arguments) is { } exit)
            return Print(context, exit);
        if (flags.Remaining.Count > 0)
            return Print(context, new ExitResult { ExitCode = (int)ExitCode.Usage, Error = $"'{flags.Remaining[0]}' is no flag; flags begin with --\n" });
        return await RunAsync(context, host.Read(context.Environment), null);
    }

    /// <summary>Acts as a plugin's command.</summary>
    public static Task<ExitCode> RunDropInAsync(string name, CommandContext context)
    {
        // Which plugins there are does not depend on the command, so its own configuration may not move their folder.
        var settings = new HostFlags(new GoFlagSet(name)).Read(context.Environment);
        var folder = PluginVerbs.FolderFrom(settings);
        try
        {
            var inspection = PluginInspector.Inspect(folder);
            return CommandCatalog.Find(inspection, name) is { } found
                ? RunFoundAsync(name, found, context, settings, inspection)
                : Task.FromResult(Unknown(name, folder, context));
        }
        catch (PluginLoadException e)
        {
            return Task.FromResult(Refuse(context, e));
        }
        catch (CryptographicException e)
        {
            context.Error.WriteLine($"the cryptographic module does not work: {e.Message}");
            return Task.FromResult(ExitCode.CryptoPolicy);
        }
    }

    private static Task<ExitCode> RunFoundAsync(string name, FoundCommand found, CommandContext context, SettingSet settings, PluginInspection inspection)
    {
        var line = new CommandLine { Name = name, Arguments = context.Arguments, Environment = context.Environment };
        switch (found.Command.Interpret(line))
        {
            case ExitResult exit:
                return Task.FromResult(Print(context, exit));
            case RunResult run:
                settings.SetAll(run.Configuration, name);
                return RunAsync(context, settings, new PluginSelection(inspection, found.PluginId));
            default:
                throw new NotSupportedException($"the command {name} of plugin {found.PluginId} answered with a result this host does not know");
        }
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, SettingSet sources, PluginSelection? selection)
    {
        try
        {
            return await HostProcess.RunAsync(HostSettingsReader.Read(sources), selection, context);
        }
        catch (ConfigurationException e)
        {
            foreach (var error in e.Errors)
                await context.Error.WriteLineAsync("configuration: " + error);
            return ExitCode.Configuration;
        }
    }

    private static ExitCode Unknown(string name, string folder, CommandContext context)
    {
        context.Error.WriteLine($"'{name}' is no command of csi-host, and no plugin in {folder} exports it; csi-host help lists the commands");
        return ExitCode.Usage;
    }

    private static ExitCode Refuse(CommandContext context, PluginLoadException refusal)
    {
        foreach (var finding in refusal.Findings)
            context.Error.WriteLine(finding);
        return ExitCode.Plugin;
    }

    private static ExitCode Print(CommandContext context, ExitResult exit)
    {
        context.Output.Write(exit.Output);
        context.Error.Write(exit.Error);
        return (ExitCode)exit.ExitCode;
    }
}
