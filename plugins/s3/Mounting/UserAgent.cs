using System.Text;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The prefix of the user agent by which requests of this driver are known.</summary>
internal static class UserAgent
{
    private static readonly string[] InstallationTypes = ["eks-addon", "helm", "kustomize"];

    public static string Compose(string driverVersion, string credentialSource, string clusterVersion, bool isOpenShift, string installationType)
    {
        var text = new StringBuilder($"s3-csi-driver/{driverVersion} credential-source#{credentialSource}");
        if (clusterVersion.Length > 0)
            text.Append(" k8s/").Append(clusterVersion);
        if (isOpenShift)
            text.Append(" md/openshift");
        return text.Append(" md/install#").Append(NormalizeInstallation(installationType)).ToString();
    }

    /// <summary>One of the known ways to install the driver; <c>unknown</c> for all else.</summary>
    public static string NormalizeInstallation(string text)
    {
        var known = text.Trim().ToLowerInvariant();
        return InstallationTypes.Contains(known) ? known : "unknown";
    }
}
