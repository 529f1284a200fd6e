using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The message's JSON metadata.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MountMessage))]
internal sealed partial class MountMessageJson : JsonSerializerContext;
