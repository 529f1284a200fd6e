using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Serialization of <see cref="DirectoryRecord"/>.</summary>
[JsonSerializable(typeof(DirectoryRecord))]
internal sealed partial class DirectoryRecordJson : JsonSerializerContext;
