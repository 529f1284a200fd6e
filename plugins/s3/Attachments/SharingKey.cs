using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>
/// What workloads must have in common to share a Mountpoint Pod. One attachment object is made for each key, under a name that follows from the
/// key, so that two of one key cannot come to be, whatever a stale cache or a lost answer suggests.
/// </summary>
internal sealed record SharingKey
{
    public const string NamePrefix = "s3pa-";
    private const int NameHashBytes = 20;

    public required string NodeName { get; init; }

    public required string PersistentVolumeName { get; init; }

    public required string VolumeId { get; init; }

    public required string MountOptions { get; init; }

    public required string FsGroup { get; init; }

    public required string AuthenticationSource { get; init; }

    public string Namespace { get; init; } = "";

    public string ServiceAccountName { get; init; } = "";

    public string RoleArn { get; init; } = "";

    /// <summary>The name of the attachment object that is made for this key. Objects of other versions of the driver have random names.</summary>
    public string AttachmentName
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in (string[])[NodeName, PersistentVolumeName, VolumeId, MountOptions, FsGroup, AuthenticationSource, Namespace, ServiceAccountName, RoleArn])
                Append(hash, part);
            return NamePrefix + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, NameHashBytes));
        }
    }

    public static SharingKey Of(AttachmentSpec spec) => new()
    {
        NodeName = spec.NodeName,
        PersistentVolumeName = spec.PersistentVolumeName,
        VolumeId = spec.VolumeId,
        MountOptions = spec.MountOptions,
        FsGroup = spec.WorkloadFsGroup,
        AuthenticationSource = spec.AuthenticationSource,
        Namespace = spec.WorkloadNamespace ?? "",
        ServiceAccountName = spec.WorkloadServiceAccountName ?? "",
        RoleArn = spec.WorkloadServiceAccountIamRoleArn ?? "",
    };

    public AttachmentSpec ToSpec() => new()
    {
        NodeName = NodeName,
        PersistentVolumeName = PersistentVolumeName,
        VolumeId = VolumeId,
        MountOptions = MountOptions,
        WorkloadFsGroup = FsGroup,
        AuthenticationSource = AuthenticationSource,
        WorkloadNamespace = NullIfEmpty(Namespace),
        WorkloadServiceAccountName = NullIfEmpty(ServiceAccountName),
        WorkloadServiceAccountIamRoleArn = NullIfEmpty(RoleArn),
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>With its length first: no two lists of fields run together into one text.</summary>
    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
