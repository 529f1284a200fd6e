using System.Globalization;
using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>JSON patches (RFC 6902): add, replace, remove and test.</summary>
internal static class JsonPatch
{
    public static void Apply(JsonNode document, JsonArray patch)
    {
        foreach (var operation in patch)
        {
            var kind = (string?)operation?["op"];
            var (parent, key) = Resolve(document, (string?)operation?["path"] ?? "");
            if (kind != "add" && !Exists(parent, key))
                throw Refused($"{operation?["path"]} does not exist");
            Apply(kind, parent, key, operation?["value"]);
        }
    }

    private static void Apply(string? kind, JsonNode parent, string key, JsonNode? value)
    {
        switch (kind)
        {
            case "test" when JsonNode.DeepEquals(Read(parent, key), value):
                break;
            case "test":
                throw Refused($"testing value {key} failed");
            case "remove" when parent is JsonArray array:
                array.RemoveAt(Index(array, key));
                break;
            case "remove":
                parent.AsObject().Remove(key);
                break;
            case "add" when parent is JsonArray array:
                array.Insert(key == "-" ? array.Count : Index(array, key), value?.DeepClone());
                break;
            case "replace" when parent is JsonArray array:
                array[Index(array, key)] = value?.DeepClone();
                break;
            case "add" or "replace":
                parent.AsObject()[key] = value?.DeepClone();
                break;
            default:
                throw new ApiErrorException(400, "BadRequest", $"'{kind}' is no patch operation");
        }
    }

    private static (JsonNode Parent, string Key) Resolve(JsonNode document, string pointer)
    {
        var keys = pointer.Split('/').Skip(1).Select(Unescape).ToArray();
        if (keys.Length == 0)
            throw Refused("the whole document cannot be patched");
        var node = document;
        foreach (var key in keys[..^1])
            node = (Exists(node, key) ? Read(node, key) : null) ?? throw Refused($"{pointer} does not exist");
        return (node, keys[^1]);
    }

    private static string Unescape(string key) =>
        key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static bool Exists(JsonNode parent, string key) => parent switch
    {
        JsonObject fields => fields.ContainsKey(key),
        JsonArray array => Index(array, key) < array.Count,
        _ => false,
    };

    private static JsonNode? Read(JsonNode parent, string key) => parent is JsonArray array ? array[Index(array, key)] : parent[key];

    private static int Index(JsonArray array, string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= array.Count
            ? index
            : throw Refused($"'{key}' is no index of an array of {array.Count}");

    private static ApiErrorException Refused(string why) =>
        new(422, "Invalid", $"the server rejected our request due to an error in our request: {why}");
}
