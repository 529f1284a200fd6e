using System.Text.Json;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Locking;

/// <summary>The text form of a lock, as strict as a manifest's.</summary>
internal static class LockJson
{
    private static readonly string[] LockFields = ["schema", "plugins"];
    private static readonly string[] EntryFields = ["id", "version", "manifest", "required"];

    /// <exception cref="JsonException">The text is no lock; the message names the field.</exception>
    public static LockFile Parse(ReadOnlySpan<byte> json)
    {
        var reader = new StrictJson(json);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var schema = 0;
        var entries = new List<LockEntry>();
        reader.BeginObject("the lock");
        while (reader.NextField("the lock", LockFields, seen) is { } field)
        {
            if (field == "schema")
            {
                schema = reader.Number(field);
                continue;
            }

            reader.BeginList(field);
            while (reader.NextObject(field))
                entries.Add(ParseEntry(ref reader));
        }

        reader.End();
        return new LockFile { Schema = schema, Plugins = entries };
    }

    /// <summary>Always the same bytes for the same lock.</summary>
    public static byte[] Write(LockFile file)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ManifestJson.Indented))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", file.Schema);
            writer.WriteStartArray("plugins");
            foreach (var entry in file.Plugins)
            {
                writer.WriteStartObject();
                writer.WriteString("id", entry.Id);
                writer.WriteString("version", entry.Version);
                writer.WriteString("manifest", entry.Manifest);
                writer.WriteBoolean("required", entry.Required);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static LockEntry ParseEntry(ref StrictJson reader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string id = "", version = "", manifest = "";
        var required = true;
        while (reader.NextField("a plugin of the lock", EntryFields, seen) is { } field)
        {
            switch (field)
            {
                case "id": id = reader.Text(field); break;
                case "version": version = reader.Text(field); break;
                case "manifest": manifest = reader.Text(field); break;
                default: required = reader.Flag(field); break;
            }
        }

        return new LockEntry { Id = id, Version = version, Manifest = manifest, Required = required };
    }
}
