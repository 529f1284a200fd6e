namespace CsiHost.Plugins.S3.Credentials;

/// <summary>The names of credential files. Mounts of other versions of the driver read them, so they stay as they are.</summary>
internal static class CredentialFiles
{
    /// <summary>The driver's own tokens.</summary>
    public const string DriverToken = "token";

    public const string DriverPodIdentityToken = "eks-pod-identity-token";

    public static string ProfileName(string id) => id + "-s3-csi";

    public static string Config(string id) => id + "-s3-csi-config";

    public static string Credentials(string id) => id + "-s3-csi-credentials";

    public static string Token(string id) => id + ".token";

    public static string PodIdentityToken(string id) => id + "-eks-pod-identity.token";
}
