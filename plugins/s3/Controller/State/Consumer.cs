using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>A workload pod that names a unit's volume, with its service account where that exists.</summary>
internal sealed record Consumer(PodObject Pod, AccountObject? Account)
{
    /// <summary>What others must have in common with it; the identity counts only where the workload's own is used.</summary>
    public SharingKey KeyFor(VolumeObject volume, string node)
    {
        var source = AuthenticationSources.Read(volume.Attribute(VolumeAttributes.AuthenticationSource));
        var key = new SharingKey
        {
            NodeName = node,
            PersistentVolumeName = volume.Name,
            VolumeId = volume.Handle,
            MountOptions = volume.MountOptions,
            FsGroup = Pod.FsGroup,
            AuthenticationSource = source,
        };
        return source != AuthenticationSources.Pod ? key : key with
        {
            Namespace = Pod.Metadata.Namespace,
            ServiceAccountName = Pod.ServiceAccount,
            RoleArn = Account?.RoleArn ?? "",
        };
    }
}
