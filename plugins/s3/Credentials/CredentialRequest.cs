using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>Whose credentials a mount needs, and where it looks for them.</summary>
internal sealed record CredentialRequest
{
    public required MountKind Kind { get; init; }

    /// <summary>The Mountpoint Pod's uid, for systemd the workload's: it keeps the files of several users of a folder apart.</summary>
    public required string PodUid { get; init; }

    public required string VolumeId { get; init; }

    /// <summary><c>driver</c> or <c>pod</c>.</summary>
    public required string AuthenticationSource { get; init; }

    /// <summary>The folder that is written to, by the name mount-s3 has for it.</summary>
    public required string SeenFolder { get; init; }

    /// <summary>The role of the workload's service account; empty for none.</summary>
    public string RoleArn { get; init; } = "";

    public string StsRegion { get; init; } = "";

    /// <summary>The region in the volume's mount options.</summary>
    public string BucketRegion { get; init; } = "";

    public string WorkloadNamespace { get; init; } = "";

    public string ServiceAccount { get; init; } = "";

    /// <summary>The workload's tokens by audience. Secret.</summary>
    public IReadOnlyDictionary<string, ServiceAccountToken> Tokens { get; init; } = new Dictionary<string, ServiceAccountToken>();

    /// <summary>What the files of this user of the folder begin with.</summary>
    public string Id => $"{Escape(PodUid)}-{Escape(VolumeId)}";

    private static string Escape(string text) => text.Replace('/', '~');
}
