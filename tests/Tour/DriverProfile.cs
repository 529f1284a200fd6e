using System.Text.Json.Nodes;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Tour;

/// <summary>What the tour must know of a driver that its capabilities do not tell.</summary>
internal sealed record DriverProfile
{
    public required string Driver { get; init; }

    /// <summary>The plugin's id, which names its configuration section.</summary>
    public required string Plugin { get; init; }

    /// <summary>The plugin's configuration, given a scratch folder.</summary>
    public required Func<string, JsonObject> Section { get; init; }

    /// <summary>Parameters of the storage class.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>A mode that allows several targets on one node.</summary>
    public required Mode AccessMode { get; init; }

    public long VolumeBytes { get; init; } = 64 << 20;

    /// <summary>Every driver that can be shown on a bare machine.</summary>
    public static IReadOnlyList<DriverProfile> All { get; } =
    [
        new()
        {
            Driver = "local.csihost.dev",
            Plugin = "local",
            AccessMode = Mode.SingleNodeMultiWriter,
            Section = scratch => new JsonObject { ["Root"] = Path.Combine(scratch, "volumes") },
        },
    ];
}
