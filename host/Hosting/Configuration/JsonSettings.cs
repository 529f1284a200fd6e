using System.Text.Json;

namespace CsiHost.Hosting.Configuration;

/// <summary>Reads a JSON file into keys. Comments and trailing commas are allowed, a key said twice is an error.</summary>
internal static class JsonSettings
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    public static void Read(string path, SettingSet settings)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                Flatten(document.RootElement, "", path, settings);
            else
                settings.Errors.Add($"configuration file '{path}' must hold one JSON object");
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

    private static void Flatten(JsonElement element, string key, string path, SettingSet settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(property.Value, Join(key, property.Name), path, settings);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Flatten(item, Join(key, $"{index}"), path, settings);
                break;
            default:
                settings.Set(key, ValueOf(element), path);
                break;
        }
    }

    private static string ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : prefix + ":" + name;
}
