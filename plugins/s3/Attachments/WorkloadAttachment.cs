using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>One workload pod that uses a Mountpoint Pod.</summary>
internal sealed record WorkloadAttachment
{
    [JsonPropertyName("workloadPodUID")]
    public string WorkloadPodUid { get; set; } = "";

    /// <summary>When it was attached, as text: a time that somebody else wrote goes back unchanged.</summary>
    public string AttachmentTime { get; set; } = "";

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }

    public static WorkloadAttachment Create(string workloadPodUid, DateTimeOffset now) => new()
    {
        WorkloadPodUid = workloadPodUid,
        AttachmentTime = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
