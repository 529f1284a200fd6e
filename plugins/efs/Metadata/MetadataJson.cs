using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>JSON metadata of what the metadata sources answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InstanceIdentity))]
[JsonSerializable(typeof(EcsTask))]
[JsonSerializable(typeof(KubernetesNode))]
internal sealed partial class MetadataJson : JsonSerializerContext;
