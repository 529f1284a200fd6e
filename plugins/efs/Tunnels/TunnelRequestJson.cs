using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>JSON metadata of what a mount's record keeps.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TunnelRequest))]
internal sealed partial class TunnelRequestJson : JsonSerializerContext;
