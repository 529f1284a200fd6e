using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>Serialization of <see cref="EfsMessages"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EfsMessages.CreateAccessPoint))]
[JsonSerializable(typeof(EfsMessages.AccessPointDescription))]
[JsonSerializable(typeof(EfsMessages.AccessPointPage))]
[JsonSerializable(typeof(EfsMessages.FileSystemPage))]
[JsonSerializable(typeof(EfsMessages.MountTargetPage))]
internal sealed partial class EfsJson : JsonSerializerContext
{
    /// <summary>Reads the body of a refusal; a body of another shape gives empty texts.</summary>
    public static WireError ReadError(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new WireError(Text(document, "ErrorCode", "code", "__type"), Text(document, "Message", "message"), Text(document, "AccessPointId"));
        }
        catch (JsonException)
        {
            return new WireError("", "");
        }
    }

    private static string Text(JsonDocument document, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String)
                return value.GetString()!;
        }
        return "";
    }
}
