using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Pods;

/// <summary>JSON metadata of what the node plugin reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MountpointPod))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(ServerVersion))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PodJson : JsonSerializerContext;
