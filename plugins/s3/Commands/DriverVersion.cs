using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Commands;

/// <summary>What <c>--version</c> prints. The keys are those that scripts look for; the runtime stands where a compiler's name would.</summary>
internal sealed record DriverVersion
{
    [JsonPropertyName("driverVersion")]
    public required string Driver { get; init; }

    [JsonPropertyName("gitCommit")]
    public required string Commit { get; init; }

    [JsonPropertyName("buildDate")]
    public string BuildDate { get; init; } = "";

    [JsonPropertyName("goVersion")]
    public required string Runtime { get; init; }

    [JsonPropertyName("compiler")]
    public string Compiler { get; init; } = "roslyn";

    [JsonPropertyName("platform")]
    public required string Platform { get; init; }

    /// <summary>This build.</summary>
    public static DriverVersion Current { get; } = Read(typeof(DriverVersion).Assembly);

    /// <summary>JSON, indented by two spaces.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, new DriverVersionJson(new JsonSerializerOptions
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }).DriverVersion) + "\n";

    private static DriverVersion Read(Assembly assembly)
    {
        // The build appends the commit to the version after a plus sign.
        var parts = (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+', 2);
        return new DriverVersion
        {
            Driver = parts[0],
            Commit = parts.Length > 1 ? parts[1] : "",
            Runtime = RuntimeInformation.FrameworkDescription,
            Platform = "linux/" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64"),
        };
    }
}
