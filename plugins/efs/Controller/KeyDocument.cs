using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>A ConfigMap or Secret as far as its values are read. A Secret's values are base64. Never printed.</summary>
internal sealed class KeyDocument
{
    [JsonPropertyName("data")]
    public Dictionary<string, string>? Data { get; set; }

    public override string ToString() => "***";
}
