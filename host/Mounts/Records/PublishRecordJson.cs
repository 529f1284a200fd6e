using System.Text.Json.Serialization;

namespace CsiHost.Mounts.Records;

/// <summary>The stored form of a record.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishRecord))]
internal sealed partial class PublishRecordJson : JsonSerializerContext;
