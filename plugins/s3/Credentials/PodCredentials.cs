using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>
/// The workload's own credentials: its service account's role, else EKS Pod Identity. Never anybody else's: the driver's are not offered, and the
/// instance's are switched off.
/// </summary>
internal sealed class PodCredentials(S3NodeOptions options, StsRegion regions, ServiceAccountRoles roles)
{
    private const string StsAudience = "sts.amazonaws.com";
    private const string PodIdentityAudience = "pods.eks.amazonaws.com";

    /// <exception cref="CsiException">Something that kubelet or the cluster must give is missing (InvalidArgument), or cannot be written (Failed).</exception>
    public async Task<IReadOnlyDictionary<string, string>> ProvideAsync(CredentialRequest request, Folder folder, CancellationToken cancellationToken)
    {
        if (request.PodUid.Length == 0)
            throw Invalid("Missing Pod info. Please make sure to enable podInfoOnMount in the CSIDriver object");
        if (request.Tokens.Count == 0)
            throw Invalid("Missing service account tokens. Please make sure to have tokenRequests in the CSIDriver object");
        var token = Find(request, StsAudience);
        if (request.Kind == MountKind.Systemd)
            return await ProvideLegacyAsync(request, token, folder, cancellationToken);
        var identityToken = Find(request, PodIdentityAudience);
        return request.RoleArn.Length > 0
            ? await AssumeRoleAsync(request, request.RoleArn, token, folder, cancellationToken)
            : UsePodIdentity(request, identityToken, folder);
    }

    private async Task<Dictionary<string, string>> AssumeRoleAsync(
        CredentialRequest request, string role, string token, Folder folder, CancellationToken cancellationToken)
    {
        var region = await regions.FindAsync(request.StsRegion, request.BucketRegion, cancellationToken)
            ?? throw Invalid(
                "Failed to detect STS AWS Region, please explicitly set the AWS Region: the volume attribute stsRegion, the mount option region, or AWS_REGION of the driver");
        Write(folder, CredentialFiles.Token(request.Id), token, "service account STS token");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ROLE_ARN"] = role,
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(request.SeenFolder, CredentialFiles.Token(request.Id)),
            ["AWS_REGION"] = region,
            ["AWS_DEFAULT_REGION"] = options.DefaultRegion.Length > 0 ? options.DefaultRegion : region,
        };
    }

    private Dictionary<string, string> UsePodIdentity(CredentialRequest request, string token, Folder folder)
    {
        if (options.PodIdentityAgentUri.Length == 0)
            throw Invalid("Failed to detect EKS_POD_IDENTITY_AGENT_CONTAINER_CREDENTIALS_FULL_URI driver configuration flag");
        Write(folder, CredentialFiles.PodIdentityToken(request.Id), token, "service account EKS Pod Identity token");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = options.PodIdentityAgentUri,
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = Path.Combine(request.SeenFolder, CredentialFiles.PodIdentityToken(request.Id)),
        };
    }

    /// <summary>No attachment names the role of a mount of version 1, so the service account is asked.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ProvideLegacyAsync(
        CredentialRequest request, string token, Folder folder, CancellationToken cancellationToken)
    {
        if (request.WorkloadNamespace.Length == 0 || request.ServiceAccount.Length == 0)
            throw Invalid("Missing Pod info: the pod's namespace and service account. Please make sure to enable podInfoOnMount in the CSIDriver object");
        var role = await roles.FindAsync(request.WorkloadNamespace, request.ServiceAccount, cancellationToken);
        var environment = await AssumeRoleAsync(request, role, token, folder, cancellationToken);
        environment["UNSTABLE_MOUNTPOINT_CACHE_KEY"] = $"{request.WorkloadNamespace}/{request.ServiceAccount}";
        environment["AWS_CONFIG_FILE"] = Path.Combine(request.SeenFolder, "disable-config");
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(request.SeenFolder, "disable-credentials");
        return environment;
    }

    private static string Find(CredentialRequest request, string audience) => request.Tokens.TryGetValue(audience, out var token)
        ? token.Token
        : throw Invalid($"Missing service account token for {audience}");

    private static void Write(Folder folder, string name, string token, string what)
    {
        try
        {
            folder.Write(name, Encoding.UTF8.GetBytes(token));
        }
        catch (IOException exception)
        {
            throw new CsiException(CsiErrorKind.Failed, $"Failed to write {what}: {exception.Message}", exception);
        }
    }

    private static CsiException Invalid(string message) => new(CsiErrorKind.InvalidArgument, message);
}
