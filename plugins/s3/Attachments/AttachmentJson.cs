using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>JSON metadata of the custom resource, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MountpointS3PodAttachment))]
internal sealed partial class AttachmentJson : JsonSerializerContext;
