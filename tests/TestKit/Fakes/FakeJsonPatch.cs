using System.Globalization;
using System.Text.Json.Nodes;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>The operations of RFC 6902 that drivers use: add, replace, remove, test.</summary>
internal static class FakeJsonPatch
{
    public static void Apply(JsonObject target, string patch)
    {
        foreach (var operation in JsonNode.Parse(patch)!.AsArray())
        {
            string[] path = [.. ((string)operation!["path"]!).Split('/').Skip(1).Select(part => part.Replace("~1", "/").Replace("~0", "~"))];
            var parent = path[..^1].Aggregate((JsonNode?)target, Step) ?? throw Invalid($"there is nothing at {operation["path"]}");
            Apply(parent, path[^1], (string)operation["op"]!, operation["value"]);
        }
    }

    private static void Apply(JsonNode parent, string name, string operation, JsonNode? value)
    {
        switch (operation)
        {
            case "test" when JsonNode.DeepEquals(Step(parent, name), value):
                break;
            case "add" when parent is JsonArray array:
                array.Insert(name == "-" ? array.Count : Index(name), value?.DeepClone());
                break;
            case "remove" when parent is JsonArray array:
                array.RemoveAt(Index(name));
                break;
            case "replace" when parent is JsonArray array:
                array[Index(name)] = value?.DeepClone();
                break;
            case "add" or "replace" when parent is JsonObject owner:
                owner[name] = value?.DeepClone();
                break;
            case "remove" when parent is JsonObject owner && owner.Remove(name):
                break;
            default:
                throw Invalid($"{operation} of {name} failed");
        }
    }

    private static JsonNode? Step(JsonNode? node, string name) => node switch
    {
        JsonArray array when Index(name) < array.Count => array[Index(name)],
        JsonObject owner => owner[name],
        _ => null,
    };

    private static int Index(string name) => int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);

    private static KubernetesApiException Invalid(string message) => new(422, "Invalid", message);
}
