using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Commands;

/// <summary>The version's JSON metadata.</summary>
[JsonSerializable(typeof(DriverVersion))]
internal sealed partial class DriverVersionJson : JsonSerializerContext;
