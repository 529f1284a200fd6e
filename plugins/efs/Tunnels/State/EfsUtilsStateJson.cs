using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>JSON metadata of efs-utils' state files. Numbers may be written as text there.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(EfsUtilsState))]
internal sealed partial class EfsUtilsStateJson : JsonSerializerContext;
