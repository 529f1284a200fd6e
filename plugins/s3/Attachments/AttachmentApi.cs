using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>Where the custom resource lives in the Kubernetes API. It is cluster-scoped.</summary>
internal static class AttachmentApi
{
    public const string Group = "s3.csi.aws.com";
    public const string Version = "v2";
    public const string Plural = "mountpoints3podattachments";
    public const string Kind = "MountpointS3PodAttachment";
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>The name of the definition (CRD).</summary>
    public const string DefinitionName = Plural + "." + Group;

    public static readonly KubernetesResource Resource = new() { Group = Group, Version = Version, Plural = Plural };
}
