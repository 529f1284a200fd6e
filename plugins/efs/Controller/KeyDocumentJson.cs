using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Serialization of <see cref="KeyDocument"/>.</summary>
[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeyDocumentJson : JsonSerializerContext;
