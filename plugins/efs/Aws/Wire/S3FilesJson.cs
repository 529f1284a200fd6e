using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>Serialization of <see cref="S3FilesMessages"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(S3FilesMessages.CreateAccessPoint))]
[JsonSerializable(typeof(S3FilesMessages.AccessPointDescription))]
[JsonSerializable(typeof(S3FilesMessages.AccessPointPage))]
internal sealed partial class S3FilesJson : JsonSerializerContext;
