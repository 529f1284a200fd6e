using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>JSON metadata of what the controller reads, and of the pods it writes, made at build time.</summary>
/// <remarks>
/// Properties with a default are settable in these types: generated metadata gives an <c>init</c> property null when the text does not name it, and
/// objects of the cluster have no namespace.
/// </remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PodObject))]
[JsonSerializable(typeof(ClaimObject))]
[JsonSerializable(typeof(VolumeObject))]
[JsonSerializable(typeof(AccountObject))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ControllerJson : JsonSerializerContext;
