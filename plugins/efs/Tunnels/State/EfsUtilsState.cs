using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>The state file of a mount as efs-utils writes and reads it.</summary>
internal sealed record EfsUtilsState
{
    /// <summary>The tunnel's process; absent or dead, its watchdog starts <see cref="Command"/>.</summary>
    [JsonPropertyName("pid")]
    public int? ProcessId { get; init; }

    [JsonPropertyName("cmd")]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Files to delete with it.</summary>
    [JsonPropertyName("files")]
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("mount_time")]
    public double? MountTime { get; init; }

    [JsonPropertyName("mountpoint")]
    public string? MountPoint { get; init; }

    [JsonPropertyName("service_type")]
    public string? ServiceType { get; init; }

    [JsonPropertyName("awsCredentialsMethod")]
    public string? CredentialsMethod { get; init; }

    [JsonPropertyName("accessPoint")]
    public string? AccessPoint { get; init; }

    [JsonPropertyName("mountStateDir")]
    public string? MountStateDirectory { get; init; }

    [JsonPropertyName("commonName")]
    public string? CommonName { get; init; }

    [JsonPropertyName("region")]
    public string? Region { get; init; }

    [JsonPropertyName("fsId")]
    public string? FileSystemId { get; init; }

    [JsonPropertyName("certificate")]
    public string? Certificate { get; init; }

    [JsonPropertyName("privateKey")]
    public string? PrivateKey { get; init; }

    /// <summary><c>yyMMddHHmmssZ</c>.</summary>
    [JsonPropertyName("certificateCreationTime")]
    public string? CertificateCreationTime { get; init; }
}
