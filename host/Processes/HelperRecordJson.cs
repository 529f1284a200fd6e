using System.Text.Json.Serialization;

namespace CsiHost.Processes;

/// <summary>The stored form of a helper's record.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HelperRecord))]
internal sealed partial class HelperRecordJson : JsonSerializerContext;
