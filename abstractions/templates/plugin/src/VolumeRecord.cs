using System.Text.Json.Serialization;

namespace ExampleStorage;

/// <summary>What must be remembered of a volume.</summary>
internal sealed record VolumeRecord(string Name, long Bytes);

[JsonSerializable(typeof(VolumeRecord))]
internal sealed partial class VolumeJson : JsonSerializerContext;
