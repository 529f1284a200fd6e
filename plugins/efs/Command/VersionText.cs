using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace CsiHost.Plugins.Efs.Command;

/// <summary>What <c>--version</c> prints: the seven keys that scripts read, in their order.</summary>
internal static class VersionText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static string Create()
    {
        var assembly = typeof(VersionText).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var parts = version.Split('+', 2);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("driverVersion", "v" + parts[0]);
            json.WriteString("gitCommit", parts.Length > 1 ? parts[1] : "");
            // The build is reproducible, so it knows no date.
            json.WriteString("buildDate", "");
            json.WriteString("efsClientSource", new EfsUtilsOptions().ClientSource);
            json.WriteString("goVersion", RuntimeInformation.FrameworkDescription);
            json.WriteString("compiler", "dotnet");
            json.WriteString("platform", "linux/" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64"));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
