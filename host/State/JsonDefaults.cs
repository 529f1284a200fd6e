using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.State;

/// <summary>
/// Generated readers set an init-only property that a text lacks to null or zero, not to its own default. A record of an older version must
/// read with the defaults of what was added since, so they are put into the text first.
/// </summary>
internal static class JsonDefaults
{
    /// <summary>Adds each optional member that is missing, with the value it has in <paramref name="defaults"/>.</summary>
    public static void Fill<T>(JsonObject text, T defaults, JsonTypeInfo<T> type)
    {
        var source = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
        foreach (var property in type.Properties)
        {
            if (!property.IsRequired && !text.ContainsKey(property.Name) && source[property.Name] is { } value)
                text[property.Name] = value.DeepClone();
        }
    }
}
