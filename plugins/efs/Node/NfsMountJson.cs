using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>JSON metadata of what a mount's record keeps.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NfsMount))]
internal sealed partial class NfsMountJson : JsonSerializerContext;
