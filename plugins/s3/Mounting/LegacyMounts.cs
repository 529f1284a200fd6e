using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// Mounts that version 1 of the driver made: mount-s3 runs under systemd on the node and its file system is mounted at the target itself. They go on
/// until their workload ends; all they need is fresh credentials.
/// </summary>
internal sealed class LegacyMounts(MountpointMounts mounts, CredentialProvider credentials, S3NodeOptions options)
{
    /// <summary>Whether such a mount is at a target: nothing else shows the same file system.</summary>
    public bool IsAt(string target) => options.SupportsLegacySystemdMounts && mounts.Find(target) is { } entry && Is(entry);

    public bool Is(MountEntry entry) => options.SupportsLegacySystemdMounts && mounts.OthersOf(entry).Count == 0;

    /// <summary>Writes the credentials anew. mount-s3 runs already, so where they are is known to it.</summary>
    public async Task RefreshAsync(PublishInputs inputs, CancellationToken cancellationToken)
    {
        var request = new CredentialRequest
        {
            Kind = MountKind.Systemd,
            PodUid = inputs.WorkloadUid,
            VolumeId = inputs.VolumeId,
            AuthenticationSource = inputs.AuthenticationSource,
            SeenFolder = options.HostPluginDirectory,
            StsRegion = inputs.StsRegion,
            BucketRegion = MountArguments.Parse(inputs.Arguments).Find(MountArgumentPolicy.Region) ?? "",
            WorkloadNamespace = inputs.WorkloadNamespace,
            ServiceAccount = inputs.ServiceAccount,
            Tokens = inputs.Tokens,
        };
        using var folder = Folder.Open(options.HostPluginDirectory) ?? throw new IOException($"{options.HostPluginDirectory} does not exist");
        await credentials.ProvideAsync(request, folder, cancellationToken);
    }

    /// <summary>Removes the credentials of a workload's mount, if it had any here.</summary>
    public void CleanUp(string workloadUid, string volumeId)
    {
        if (!options.SupportsLegacySystemdMounts)
            return;
        using var folder = Folder.Open(options.HostPluginDirectory);
        if (folder is not null)
            CredentialProvider.CleanUp(folder, MountKind.Systemd, workloadUid, volumeId);
    }
}
