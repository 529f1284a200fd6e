using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Pods;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>Reads the role of a service account from the cluster.</summary>
internal sealed class ServiceAccountRoles(IKubernetesApi api)
{
    /// <exception cref="CsiException">There is no such account, or it has no role (InvalidArgument).</exception>
    public async Task<string> FindAsync(string workloadNamespace, string name, CancellationToken cancellationToken)
    {
        var resource = new KubernetesResource { Version = "v1", Plural = "serviceaccounts", Namespace = workloadNamespace };
        ServiceAccount? account;
        try
        {
            account = await api.GetAsync(resource, name, PodJson.Default.ServiceAccount, cancellationToken);
        }
        catch (Exception exception) when (exception is KubernetesApiException or CsiException)
        {
            throw Invalid($"Failed to get pod's service account {workloadNamespace}/{name}: {exception.Message}");
        }

        if (account is null)
            throw Invalid($"Failed to get pod's service account {workloadNamespace}/{name}: it does not exist");
        return account.Metadata.Annotations?.GetValueOrDefault(PodKeys.RoleArn) is { Length: > 0 } role
            ? role
            : throw Invalid($"Missing role annotation on pod's service account {workloadNamespace}/{name}: set {PodKeys.RoleArn}");
    }

    private static CsiException Invalid(string message) => new(CsiErrorKind.InvalidArgument, message);
}
