using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>JSON metadata of <see cref="KeyDocument"/>, made at build time.</summary>
[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeyDocumentJson : JsonSerializerContext;
