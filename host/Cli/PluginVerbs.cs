using System.Security.Cryptography;
using CsiHost.Abstractions.Commands;
using CsiHost.Hosting;
using CsiHost.Hosting.Configuration;
using CsiHost.Plugins.Checks;

namespace CsiHost.Cli;

/// <summary><c>csi-host plugins</c> and <c>csi-host crypto</c> with the configuration that <c>run</c> would have.</summary>
internal static class PluginVerbs
{
    public static ExitCode RunPlugins(CommandContext context)
    {
        var folder = FolderFrom(new HostFlags(new GoFlagSet("csi-host plugins")).Read(context.Environment));
        return (ExitCode)new PluginsCommand(folder).Run([.. context.Arguments], context.Output);
    }

    public static async Task<ExitCode> RunCryptoAsync(CommandContext context)
    {
        var flags = new GoFlagSet("csi-host crypto");
        var host = new HostFlags(flags);
        var format = flags.AddText("output", "text", "`format`: text, or json for one object that machines read");
        if (flags.Parse(context.Arguments) is { } exit)
        {
            await context.Error.WriteAsync(exit.Error);
            return (ExitCode)exit.ExitCode;
        }

        if (format.Value is not ("text" or "json"))
        {
            await context.Error.WriteLineAsync($"--output is '{format.Value}'; it takes text or json");
            return ExitCode.Usage;
        }

        try
        {
            var settings = HostSettingsReader.Read(host.Read(context.Environment));
            await using var services = new BareServices(settings);
            var command = new CryptoCommand(PluginInspector.Inspect(settings.Host.PluginDirectory), services.ForPlugins());
            return (ExitCode)await command.RunAsync(context.Output, format.Value == "json", context.Stopping);
        }
        catch (ConfigurationException e)
        {
            foreach (var error in e.Errors)
                await context.Error.WriteLineAsync("configuration: " + error);
            return ExitCode.Configuration;
        }
        catch (CryptographicException e)
        {
            await context.Error.WriteLineAsync($"the cryptographic module does not work: {e.Message}");
            return ExitCode.CryptoPolicy;
        }
    }

    /// <summary>Where plugins are, before anything else of the configuration matters.</summary>
    public static string FolderFrom(SettingSet settings) =>
        settings.TryGet("Host:PluginDirectory", out var folder, out _) && folder.Length > 0 ? folder : HostSection.DefaultPluginDirectory;
}
