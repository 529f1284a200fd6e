using CsiHost.Plugins.S3.Attachments;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>What the official chart grants the controller, and nothing more.</summary>
internal static class ChartRules
{
    public const string LeaseNamespace = "kube-system";

    public static IReadOnlyList<AccessRule> Controller(bool headroom) =>
    [
        new("", "pods", "get", "create", "watch", "delete", "list", "update") { Namespace = Cluster.MountNamespace },
        new("", "pods", headroom ? ["get", "watch", "list", "patch"] : ["get", "watch", "list"]),
        new("", "persistentvolumeclaims", "get", "watch", "list"),
        new("", "persistentvolumes", "get", "watch", "list"),
        new("", "serviceaccounts", "get", "watch", "list"),
        new(AttachmentApi.Group, AttachmentApi.Plural, "create", "delete", "update", "get", "watch", "list"),
        new("coordination.k8s.io", "leases", "get", "update") { Namespace = LeaseNamespace, Names = ["aws-s3-csi-controller"] },
        new("coordination.k8s.io", "leases", "create") { Namespace = LeaseNamespace },
    ];
}
