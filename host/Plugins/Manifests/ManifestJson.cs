using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsiHost.Plugins.Manifests;

/// <summary>The text form of a manifest.</summary>
internal static class ManifestJson
{
    /// <summary>Indented with line feeds on any machine, and without escapes where JSON needs none.</summary>
    public static JsonWriterOptions Indented => new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Fields =
        ["schema", "id", "version", "contract", "kind", "entry", "drivers", "commands", "requires", "files"];

    /// <exception cref="JsonException">The text is no manifest; the message names the field.</exception>
    public static PluginManifest Parse(ReadOnlySpan<byte> json)
    {
        var reader = new StrictJson(json);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var schema = 0;
        var kind = PluginKind.Backend;
        string id = "", version = "", contract = "", entry = "";
        List<string> drivers = [], commands = [], requires = [];
        Dictionary<string, string> files = [];
        reader.BeginObject("the manifest");
        while (reader.NextField("the manifest", Fields, seen) is { } field)
        {
            switch (field)
            {
                case "schema": schema = reader.Number(field); break;
                case "id": id = reader.Text(field); break;
                case "version": version = reader.Text(field); break;
                case "contract": contract = reader.Text(field); break;
                case "kind": kind = ParseKind(reader.Text(field)); break;
                case "entry": entry = reader.Text(field); break;
                case "drivers": drivers = reader.Texts(field); break;
                case "commands": commands = reader.Texts(field); break;
                case "requires": requires = reader.Texts(field); break;
                default: files = reader.Map(field); break;
            }
        }

        reader.End();
        return new PluginManifest
        {
            Schema = schema,
            Id = id,
            Version = version,
            Contract = contract,
            Kind = kind,
            Entry = entry,
            Drivers = drivers,
            Commands = commands,
            Requires = requires,
            Files = files,
        };
    }

    /// <summary>Always the same bytes for the same manifest.</summary>
    public static byte[] Write(PluginManifest manifest)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", manifest.Schema);
            writer.WriteString("id", manifest.Id);
            writer.WriteString("version", manifest.Version);
            writer.WriteString("contract", manifest.Contract);
            writer.WriteString("kind", NameOf(manifest.Kind));
            writer.WriteString("entry", manifest.Entry);
            WriteTexts(writer, "drivers", manifest.Drivers);
            WriteTexts(writer, "commands", manifest.Commands);
            WriteTexts(writer, "requires", manifest.Requires);
            writer.WriteStartObject("files");
            foreach (var (path, hash) in manifest.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
                writer.WriteString(path, hash);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    public static string NameOf(PluginKind kind) => kind switch
    {
        PluginKind.CryptoPolicy => "crypto-policy",
        PluginKind.Commands => "commands",
        _ => "backend",
    };

    private static PluginKind ParseKind(string name) => name switch
    {
        "backend" => PluginKind.Backend,
        "crypto-policy" => PluginKind.CryptoPolicy,
        "commands" => PluginKind.Commands,
        _ => throw new JsonException($"'kind' is '{name}'; it takes backend, crypto-policy or commands."),
    };

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
