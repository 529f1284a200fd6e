using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsiHost.Kubernetes;

/// <summary>The JSON patch that takes one taint from a node.</summary>
internal static class TaintPatch
{
    /// <summary>
    /// The patch, guarded by the taints as they were read, so that a taint which somebody adds meanwhile is never lost; null when no taint
    /// has the key.
    /// </summary>
    public static string? Create(NodeObject node, string key)
    {
        var taints = node.Spec?.Taints ?? [];
        var rest = new JsonArray([.. taints.Where(taint => !HasKey(taint, key)).Select(taint => taint?.DeepClone())]);
        if (rest.Count == taints.Count)
            return null;
        JsonObject change = rest.Count == 0
            ? new() { ["op"] = "remove", ["path"] = "/spec/taints" }
            : new() { ["op"] = "replace", ["path"] = "/spec/taints", ["value"] = rest };
        JsonArray patch = [new JsonObject { ["op"] = "test", ["path"] = "/spec/taints", ["value"] = taints.DeepClone() }, change];
        return JsonSerializer.Serialize(patch, KubernetesJson.Default.JsonArray);
    }

    private static bool HasKey(JsonNode? taint, string key) =>
        taint is JsonObject fields && fields["key"] is JsonValue value && value.TryGetValue(out string? text) && text == key;
}
