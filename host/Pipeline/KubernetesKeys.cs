namespace CsiHost.Pipeline;

/// <summary>Keys that Kubernetes adds to the maps of a request.</summary>
internal static class KubernetesKeys
{
    public const string PodPrefix = "csi.storage.k8s.io/";
    public const string PodName = PodPrefix + "pod.name";
    public const string PodNamespace = PodPrefix + "pod.namespace";
    public const string PodUid = PodPrefix + "pod.uid";
    public const string ServiceAccount = PodPrefix + "serviceAccount.name";
    public const string Ephemeral = PodPrefix + "ephemeral";
    public const string Tokens = PodPrefix + "serviceAccount.tokens";

    private const string StoragePrefix = "storage.kubernetes.io/";

    /// <summary>Whether a key is Kubernetes' own, which no driver's rules need to list.</summary>
    public static bool IsKubernetes(string key) =>
        key.StartsWith(PodPrefix, StringComparison.Ordinal) || key.StartsWith(StoragePrefix, StringComparison.Ordinal);
}
