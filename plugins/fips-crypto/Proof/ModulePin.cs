using System.Text.Json;

namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>Which module the image was built with; written by the image's build, so that another one is noticed at run time.</summary>
internal sealed record ModulePin
{
    /// <summary>The place that Debian's OpenSSL reads without being told; see <c>openssl version -d</c>.</summary>
    public const string ConfigurationPath = "/etc/ssl/openssl.cnf";

    /// <summary>Absolute path of the provider's library.</summary>
    public required string Module { get; init; }

    public required string ModuleHash { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>SHA-256 of OpenSSL's configuration file.</summary>
    public required string ConfigurationHash { get; init; }

    /// <returns>The pin, or null and what is wrong with the file.</returns>
    public static (ModulePin? Pin, string Problem) Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            string Text(string key) => document.RootElement.GetProperty(key).GetString() is { Length: > 0 } text
                ? text
                : throw new JsonException($"'{key}' is empty");
            return (new ModulePin
            {
                Module = Text("module"),
                ModuleHash = Text("moduleSha256"),
                Name = Text("name"),
                Version = Text("version"),
                ConfigurationHash = Text("configurationSha256"),
            }, "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, $"it cannot be read: {e.Message}");
        }
    }
}
