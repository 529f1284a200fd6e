using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>Tells OpenShift from other clusters, by an API group that only it has.</summary>
internal static class OpenShift
{
    public const string Group = "/apis/config.openshift.io";

    public static async ValueTask<bool> DetectAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetDocumentAsync(Group, ControllerJson.Default.JsonObject, cancellationToken) is not null;
        }
        catch (KubernetesApiException)
        {
            // Discovery may be refused to service accounts; then the cluster is taken for a plain one.
            return false;
        }
    }
}
