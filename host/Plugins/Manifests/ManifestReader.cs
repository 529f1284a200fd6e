using System.Text.Json;
using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins.Manifests;

/// <summary>Reads <c>plugin.json</c>. Gives the manifest or findings, never both.</summary>
internal static class ManifestReader
{
    /// <summary>Far above any real manifest; keeps a wrong file from being parsed whole.</summary>
    private const int MaxBytes = 1 << 20;

    public static (PluginManifest? Manifest, IReadOnlyList<Finding> Findings) Read(ReadOnlySpan<byte> json, string plugin)
    {
        if (json.Length > MaxBytes)
            return (null, [Unreadable(plugin, $"plugin.json is longer than {MaxBytes} bytes.")]);
        try
        {
            if (SchemaOf(json) is { } schema and not PluginManifest.CurrentSchema)
                return (null, [new Finding(Diagnostics.SchemaUnknown, plugin, $"plugin.json: 'schema' is {schema}; this host reads {PluginManifest.CurrentSchema}.")]);
            var manifest = ManifestJson.Parse(json);
            Finding[] broken = [.. ManifestRules.Check(manifest).Select(problem => Unreadable(plugin, $"plugin.json: {problem}"))];
            return broken.Length == 0 ? (manifest, []) : (null, broken);
        }
        catch (JsonException e)
        {
            return (null, [Unreadable(plugin, $"plugin.json: {e.Message}")]);
        }
    }

    /// <summary>Looks at the schema first: a newer format must not be reported as a list of unknown fields.</summary>
    private static int? SchemaOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("schema"u8))
                return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var schema) ? schema : null;
        }

        return null;
    }

    private static Finding Unreadable(string plugin, string message) => new(Diagnostics.ManifestUnreadable, plugin, message);
}
