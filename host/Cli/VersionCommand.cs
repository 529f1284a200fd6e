using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace CsiHost.Cli;

/// <summary><c>csi-host version</c>: what this binary is, as JSON.</summary>
internal static class VersionCommand
{
    /// <summary>The host's SemVer version, without the build's commit.</summary>
    public static string Version => Informational.Split('+')[0];

    private static string Informational =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    public static ExitCode Run(CommandContext context)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("commit", Informational.Split('+').ElementAtOrDefault(1) ?? "");
            json.WriteString("contract", typeof(Abstractions.Plugins.ICsiPlugin).Assembly.GetName().Version!.ToString(2));
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            json.WriteString("platform", $"linux/{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");
            json.WriteEndObject();
        }

        context.Output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
        return ExitCode.Ok;
    }
}
