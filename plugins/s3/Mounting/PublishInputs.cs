using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>One publish, derived from its request: a pure function, and all that the rest of the publish needs.</summary>
internal sealed record PublishInputs
{
    public required string VolumeId { get; init; }

    public required string Target { get; init; }

    /// <summary>As it goes to mount-s3: a bucket, an access point's alias or an ARN.</summary>
    public required string Bucket { get; init; }

    /// <summary>As it stands in kubelet's path: a slash in the name is a tilde there.</summary>
    public required string VolumeName { get; init; }

    /// <summary>Empty when neither the request nor the path names the pod.</summary>
    public required string WorkloadUid { get; init; }

    public required string WorkloadNamespace { get; init; }

    public required string ServiceAccount { get; init; }

    public required string AuthenticationSource { get; init; }

    public required string FsGroup { get; init; }

    public required string StsRegion { get; init; }

    public required bool IsReadOnly { get; init; }

    /// <summary>Whether every workload of the volume only reads, so that the shared mount may be read-only too.</summary>
    public required bool IsSourceReadOnly { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> UserEnvironment { get; init; }

    public required IReadOnlyDictionary<string, ServiceAccountToken> Tokens { get; init; }

    /// <exception cref="CsiException">An attribute or a mount option is not allowed (InvalidArgument).</exception>
    public static PublishInputs Parse(PublishRequest request)
    {
        var attributes = request.VolumeContext;
        if (!attributes.TryGetValue(NodeAttributes.BucketName, out var bucket) && !attributes.TryGetValue(VolumeAttributes.ProvisionedBucketName, out bucket))
            throw new CsiException(CsiErrorKind.InvalidArgument, "Bucket name not provided");
        var isReader = request.Capability.AccessMode == AccessMode.MultiNodeReaderOnly;
        var path = TargetPath.Parse(request.TargetPath.Value);
        var arguments = MountArgumentPolicy.Apply(
            request.Capability.MountFlags, request.ReadOnly || isReader, request.Capability.VolumeMountGroup, attributes);

        // A provisioned volume is a prefix, whatever the mount options say: the rest of the bucket belongs to others.
        if (attributes.TryGetValue(VolumeAttributes.ProvisionedPrefix, out var prefix))
            arguments.Set("--prefix", prefix);
        return new PublishInputs
        {
            VolumeId = request.VolumeId.Value,
            Target = request.TargetPath.Value,
            Bucket = bucket,
            VolumeName = path?.VolumeName ?? "",
            WorkloadUid = request.Workload.PodUid is { Length: > 0 } uid ? uid : path?.PodUid ?? "",
            WorkloadNamespace = request.Workload.PodNamespace,
            ServiceAccount = request.Workload.ServiceAccountName,
            AuthenticationSource = AuthenticationSources.Read(attributes.GetValueOrDefault(NodeAttributes.AuthenticationSource)),
            FsGroup = request.Capability.VolumeMountGroup,
            StsRegion = attributes.GetValueOrDefault(NodeAttributes.StsRegion, ""),
            IsReadOnly = request.ReadOnly || isReader,
            IsSourceReadOnly = isReader || MountArguments.Parse(request.Capability.MountFlags).Has(MountArgumentPolicy.ReadOnly),
            Arguments = arguments.ToList(),
            UserEnvironment = Mounting.UserEnvironment.Read(attributes),
            Tokens = request.Workload.Tokens,
        };
    }
}
