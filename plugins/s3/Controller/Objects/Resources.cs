using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>The collections that the controller reads and writes, beside the attachments.</summary>
internal static class Resources
{
    public static readonly KubernetesResource Pods = new() { Version = "v1", Plural = "pods" };
    public static readonly KubernetesResource Claims = new() { Version = "v1", Plural = "persistentvolumeclaims" };
    public static readonly KubernetesResource Volumes = new() { Version = "v1", Plural = "persistentvolumes" };
    public static readonly KubernetesResource Accounts = new() { Version = "v1", Plural = "serviceaccounts" };

    public static KubernetesResource PodsIn(string space) => Pods with { Namespace = space };

    public static KubernetesResource EventsIn(string space) => new() { Version = "v1", Plural = "events", Namespace = space };
}
