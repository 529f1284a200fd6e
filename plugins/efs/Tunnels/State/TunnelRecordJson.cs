using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>JSON metadata of a stored tunnel.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TunnelRecord))]
internal sealed partial class TunnelRecordJson : JsonSerializerContext;
