using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CsiHost.Kubernetes;

/// <summary>JSON metadata of the room's own types, made at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KubernetesStatus))]
[JsonSerializable(typeof(ListMetadata))]
[JsonSerializable(typeof(ObjectEnvelope))]
[JsonSerializable(typeof(DeleteOptions))]
[JsonSerializable(typeof(NodeObject))]
[JsonSerializable(typeof(CsiNodeObject))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
internal sealed partial class KubernetesJson : JsonSerializerContext;
