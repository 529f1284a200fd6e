using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Locking;

/// <summary>As strict as the manifest's JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(LockFile))]
internal sealed partial class LockJson : JsonSerializerContext;
