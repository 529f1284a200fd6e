using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Rpc.Ctl;

/// <summary>Reads <c>TYPE:MODE[:FSTYPE[:FLAG,FLAG]]</c>.</summary>
internal static class CapabilityText
{
    private static readonly Dictionary<string, Mode> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rw-once"] = Mode.SingleNodeWriter,
        ["ro-once"] = Mode.SingleNodeReaderOnly,
        ["ro-many"] = Mode.MultiNodeReaderOnly,
        ["rw-many"] = Mode.MultiNodeMultiWriter,
        ["rw-once-pod"] = Mode.SingleNodeSingleWriter,
    };

    public static IMessage Parse(string text)
    {
        var parts = text.Split(':', 4);
        var capability = new VolumeCapability { AccessMode = new() { Mode = ReadMode(parts.ElementAtOrDefault(1) ?? "") } };
        if (parts[0] == "block" && parts.Length <= 2)
            capability.Block = new();
        else if (parts[0] == "mount")
            capability.Mount = ReadMount(parts);
        else
            throw new CtlValueException($"--cap '{text}' is not accepted; it takes mount:MODE[:FSTYPE[:FLAG,FLAG]] or block:MODE");
        return capability;
    }

    private static VolumeCapability.Types.MountVolume ReadMount(string[] parts)
    {
        var mount = new VolumeCapability.Types.MountVolume { FsType = parts.ElementAtOrDefault(2) ?? "" };
        mount.MountFlags.AddRange((parts.ElementAtOrDefault(3) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        return mount;
    }

    private static Mode ReadMode(string text) => Short.TryGetValue(text, out var mode)
        ? mode
        : text.Length > 0 && EnumText.Parse(VolumeCapability.Types.AccessMode.Descriptor.EnumTypes[0], "cap", text) is Mode named
            ? named
            : throw new CtlValueException($"--cap needs a mode: {string.Join(", ", Short.Keys)}, or one of the specification such as single-node-multi-writer");
}
