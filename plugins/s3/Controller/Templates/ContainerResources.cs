using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>The resources of a Mountpoint container, only what the volume's attributes name; a headroom pod asks for the same.</summary>
internal static class ContainerResources
{
    /// <summary>Null when nothing is asked for.</summary>
    public static JsonObject? Create(VolumeObject volume)
    {
        var resources = new JsonObject();
        Add(resources, "requests", volume, ("cpu", VolumeAttributes.RequestsCpu), ("memory", VolumeAttributes.RequestsMemory));
        Add(resources, "limits", volume, ("cpu", VolumeAttributes.LimitsCpu), ("memory", VolumeAttributes.LimitsMemory));
        return resources.Count > 0 ? resources : null;
    }

    private static void Add(JsonObject resources, string section, VolumeObject volume, params (string Name, string Attribute)[] items)
    {
        var values = new JsonObject();
        foreach (var (name, attribute) in items)
        {
            if (volume.Attribute(attribute) is not { } value)
                continue;
            values[name] = Quantity.IsValid(value)
                ? value
                : throw new VolumeAttributeException($"the volume attribute '{attribute}' is '{value}'; it accepts {Quantity.Accepts}");
        }

        if (values.Count > 0)
            resources[section] = values;
    }
}
