namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The keys of a storage class's parameters and of the provisioner's secret.</summary>
internal static class ParameterKeys
{
    public const string ProvisioningMode = "provisioningMode";
    public const string FileSystemId = "fileSystemId";
    public const string FileSystemIdConfigRef = "fileSystemIdConfigRef";
    public const string FileSystemIdSecretRef = "fileSystemIdSecretRef";
    public const string DirectoryPerms = "directoryPerms";
    public const string Uid = "uid";
    public const string Gid = "gid";
    public const string GidRangeStart = "gidRangeStart";
    public const string GidRangeEnd = "gidRangeEnd";
    public const string BasePath = "basePath";
    public const string SubPathPattern = "subPathPattern";
    public const string EnsureUniqueDirectory = "ensureUniqueDirectory";
    public const string Az = "az";
    public const string EnforceZoneAffinity = "enforceZoneAffinity";
    public const string ReuseAccessPoint = "reuseAccessPoint";
    public const string EnableTagging = "enableTagging";
    public const string PvcName = "csi.storage.k8s.io/pvc/name";
    public const string PvcNamespace = "csi.storage.k8s.io/pvc/namespace";
    public const string PvName = "csi.storage.k8s.io/pv/name";

    public const string SecretRoleArn = "awsRoleArn";
    public const string SecretExternalId = "externalId";
    public const string SecretCrossAccount = "crossaccount";
}
