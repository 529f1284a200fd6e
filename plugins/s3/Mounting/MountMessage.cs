using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// What the node plugin sends to a Mountpoint Pod. Peers of other versions read it and send it, so its keys stay as they are. The environment in it
/// names files and roles, never a secret.
/// </summary>
internal sealed record MountMessage
{
    public required string BucketName { get; init; }

    public required IReadOnlyList<string> Args { get; init; }

    public required IReadOnlyList<string> Env { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VolumeId { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, MountMessageJson.Default.MountMessage);
}
