using System.Text;
using System.Text.Json;

namespace CsiHost.Hosting.Configuration;

/// <summary>Reads a JSON file into keys. Comments and trailing commas are allowed, a key said twice is an error.</summary>
internal static class JsonSettings
{
    public static void Read(string path, SettingSet settings)
    {
        try
        {
            Flatten(File.ReadAllBytes(path), path, settings);
        }
        catch (JsonException e)
        {
            settings.Errors.Add($"configuration file '{path}' is not JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            settings.Errors.Add($"configuration file '{path}' cannot be read: {e.Message}");
        }
    }

    private static void Flatten(ReadOnlySpan<byte> json, string path, SettingSet settings)
    {
        // A reader, not a document: it needs no more than what is already compiled.
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(json.StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json, options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            settings.Errors.Add($"configuration file '{path}' must hold one JSON object");
            return;
        }

        ReadObject(ref reader, "", path, settings);
        while (reader.Read())
        {
            // Reads to the end, so that text after the object is an error.
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, string key, string path, SettingSet settings)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                settings.Errors.Add($"configuration file '{path}' says {Join(key, name)} twice");
            reader.Read();
            ReadValue(ref reader, Join(key, name), path, settings);
        }
    }

    private static void ReadArray(ref Utf8JsonReader reader, string key, string path, SettingSet settings)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            ReadValue(ref reader, Join(key, $"{index}"), path, settings);
    }

    private static void ReadValue(ref Utf8JsonReader reader, string key, string path, SettingSet settings)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, key, path, settings);
                break;
            case JsonTokenType.StartArray:
                ReadArray(ref reader, key, path, settings);
                break;
            case JsonTokenType.Null:
                settings.Set(key, "", path);
                break;
            case JsonTokenType.String:
                settings.Set(key, reader.GetString(), path);
                break;
            default:
                settings.Set(key, Encoding.UTF8.GetString(reader.ValueSpan), path);
                break;
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : prefix + ":" + name;
}
