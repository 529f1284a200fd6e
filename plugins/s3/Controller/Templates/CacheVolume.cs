using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>The volume of a Mountpoint Pod's local cache, as the persistent volume's attributes ask for it.</summary>
internal static class CacheVolume
{
    public const string Name = "local-cache";
    public const string MountPath = "/local-cache";
    private const string EmptyDir = "emptyDir";
    private const string Ephemeral = "ephemeral";

    /// <summary>The volume; null when none is asked for.</summary>
    public static JsonObject? Create(VolumeObject volume)
    {
        var kind = volume.Attribute(VolumeAttributes.Cache);
        var hasOption = (volume.Spec.MountOptions ?? []).Any(IsCacheOption);
        return (kind, hasOption) switch
        {
            (null, false) => null,
            (not null, true) => throw new VolumeAttributeException(
                $"the volume attribute '{VolumeAttributes.Cache}' and the mount option 'cache' exclude each other; remove the mount option"),
            (null, true) or (EmptyDir, _) => CreateEmptyDir(volume),
            (Ephemeral, _) => CreateEphemeral(volume),
            _ => throw new VolumeAttributeException($"the volume attribute '{VolumeAttributes.Cache}' is '{kind}'; it accepts {EmptyDir} and {Ephemeral}"),
        };
    }

    /// <summary>A mount option's key ends at the first space or equals sign; dashes before it are optional.</summary>
    private static bool IsCacheOption(string option)
    {
        var text = option.Trim(' ');
        var end = text.AsSpan().IndexOfAny(' ', '=');
        var key = end < 0 ? text : text[..end];
        return key is "cache" or "--cache";
    }

    private static JsonObject CreateEmptyDir(VolumeObject volume)
    {
        var settings = new JsonObject();
        if (volume.Attribute(VolumeAttributes.CacheEmptyDirSizeLimit) is { } size)
            settings["sizeLimit"] = ReadQuantity(VolumeAttributes.CacheEmptyDirSizeLimit, size);
        switch (volume.Attribute(VolumeAttributes.CacheEmptyDirMedium))
        {
            case null:
                break;
            case "Memory":
                settings["medium"] = "Memory";
                break;
            case var other:
                throw new VolumeAttributeException($"the volume attribute '{VolumeAttributes.CacheEmptyDirMedium}' is '{other}'; it accepts Memory, or nothing for disk");
        }

        return new JsonObject { ["name"] = Name, ["emptyDir"] = settings };
    }

    private static JsonObject CreateEphemeral(VolumeObject volume)
    {
        var storageClass = volume.Attribute(VolumeAttributes.CacheEphemeralStorageClassName)
            ?? throw new VolumeAttributeException($"the volume attribute '{VolumeAttributes.CacheEphemeralStorageClassName}' is required with '{VolumeAttributes.Cache}: {Ephemeral}'");
        var request = volume.Attribute(VolumeAttributes.CacheEphemeralStorageResourceRequest)
            ?? throw new VolumeAttributeException($"the volume attribute '{VolumeAttributes.CacheEphemeralStorageResourceRequest}' is required with '{VolumeAttributes.Cache}: {Ephemeral}'");
        return new JsonObject
        {
            ["name"] = Name,
            ["ephemeral"] = new JsonObject
            {
                ["volumeClaimTemplate"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [PodKeys.CacheType] = PodKeys.LocalEphemeralCache } },
                    ["spec"] = new JsonObject
                    {
                        ["accessModes"] = new JsonArray("ReadWriteOnce"),
                        ["volumeMode"] = "Filesystem",
                        ["storageClassName"] = storageClass,
                        ["resources"] = new JsonObject
                        {
                            ["requests"] = new JsonObject { ["storage"] = ReadQuantity(VolumeAttributes.CacheEphemeralStorageResourceRequest, request) },
                        },
                    },
                },
            },
        };
    }

    private static string ReadQuantity(string attribute, string value) => Quantity.IsValid(value)
        ? value
        : throw new VolumeAttributeException($"the volume attribute '{attribute}' is '{value}'; it accepts {Quantity.Accepts}");
}
