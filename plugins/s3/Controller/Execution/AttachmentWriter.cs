using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>Creates, replaces and deletes attachment objects. There is no patch: the chart does not grant it.</summary>
internal sealed class AttachmentWriter(IKubernetesApi api, ClusterState state, string driverVersion)
{
    private const int NotFound = 404;

    public ValueTask<MountpointS3PodAttachment?> ReadAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync(AttachmentApi.Resource, name, AttachmentJson.Default.MountpointS3PodAttachment, cancellationToken);

    public async Task<MountpointS3PodAttachment> CreateAsync(
        SharingKey key, IReadOnlyDictionary<string, IReadOnlyList<WorkloadAttachment>> entries, CancellationToken cancellationToken)
    {
        var wanted = new MountpointS3PodAttachment
        {
            Metadata = new ObjectMetadata
            {
                Name = key.AttachmentName,
                GenerateName = SharingKey.NamePrefix,
                Labels = new Dictionary<string, string> { [PodKeys.CreatedByDriverVersion] = driverVersion },
            },
            Spec = key.ToSpec() with { MountpointS3PodAttachments = entries },
        };
        var stored = await api.CreateAsync(AttachmentApi.Resource, wanted, AttachmentJson.Default.MountpointS3PodAttachment, cancellationToken);
        state.Remember(stored);
        return stored;
    }

    /// <summary>Replaces the object, if it still is the version that was read.</summary>
    public async Task<MountpointS3PodAttachment> ReplaceAsync(
        MountpointS3PodAttachment stored, IReadOnlyDictionary<string, IReadOnlyList<WorkloadAttachment>> entries, CancellationToken cancellationToken)
    {
        var wanted = stored with { Spec = stored.Spec with { MountpointS3PodAttachments = entries } };
        try
        {
            var written = await api.ReplaceAsync(AttachmentApi.Resource, stored.Name, wanted, AttachmentJson.Default.MountpointS3PodAttachment, cancellationToken);
            state.Remember(written);
            return written;
        }
        catch (KubernetesApiException e) when (e.StatusCode == NotFound)
        {
            state.Forget(stored);
            throw;
        }
    }

    /// <summary>Deletes the object, if it still is the version that was read.</summary>
    public async Task DeleteAsync(MountpointS3PodAttachment stored, CancellationToken cancellationToken)
    {
        var unchanged = new KubernetesPreconditions { Uid = stored.Uid, ResourceVersion = stored.ResourceVersion };
        await api.DeleteAsync(AttachmentApi.Resource, stored.Name, unchanged, cancellationToken);
        state.Forget(stored);
    }
}
