using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>
/// The driver's own credentials, from every source that is configured: mount-s3 takes the first it can use - keys, then the role of the service
/// account, then EKS Pod Identity. With none of them mount-s3 asks the instance.
/// </summary>
internal sealed class DriverCredentials(S3NodeOptions options)
{
    private const int MaxTokenBytes = 1 << 20;

    public IReadOnlyDictionary<string, string> Provide(CredentialRequest request, Folder folder)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.AccessKeyId.Length > 0 && options.SecretAccessKey.Length > 0)
            AddKeys(request, folder, environment);
        else if (request.Kind == MountKind.Systemd && options.ConfigFile.Length > 0 && options.SharedCredentialsFile.Length > 0)
            AddFiles(environment, options.ConfigFile, options.SharedCredentialsFile);
        if (options.RoleArn.Length > 0 && options.WebIdentityTokenFile.Length > 0)
        {
            folder.Write(CredentialFiles.DriverToken, Read(options.WebIdentityTokenFile));
            environment["AWS_ROLE_ARN"] = options.RoleArn;
            environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(request.SeenFolder, CredentialFiles.DriverToken);
        }

        var hasPodIdentity = options.ContainerCredentialsUri.Length > 0 && options.ContainerAuthorizationTokenFile.Length > 0;
        if (request.Kind == MountKind.Pod && hasPodIdentity)
        {
            folder.Write(CredentialFiles.DriverPodIdentityToken, Read(options.ContainerAuthorizationTokenFile));
            environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = options.ContainerCredentialsUri;
            environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = Path.Combine(request.SeenFolder, CredentialFiles.DriverPodIdentityToken);
        }

        return environment;
    }

    private void AddKeys(CredentialRequest request, Folder folder, Dictionary<string, string> environment)
    {
        AwsProfile.Write(folder, request.Id, options.AccessKeyId, options.SecretAccessKey, options.SessionToken);
        environment["AWS_PROFILE"] = CredentialFiles.ProfileName(request.Id);
        AddFiles(
            environment,
            Path.Combine(request.SeenFolder, CredentialFiles.Config(request.Id)),
            Path.Combine(request.SeenFolder, CredentialFiles.Credentials(request.Id)));
    }

    private static void AddFiles(Dictionary<string, string> environment, string config, string credentials)
    {
        environment["AWS_CONFIG_FILE"] = config;
        environment["AWS_SHARED_CREDENTIALS_FILE"] = credentials;
    }

    private static byte[] Read(string file)
    {
        try
        {
            using var handle = File.OpenHandle(file);
            var content = new byte[Math.Min(RandomAccess.GetLength(handle), MaxTokenBytes)];
            return content[..RandomAccess.Read(handle, content, 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(CsiErrorKind.Failed, $"the driver's token file {file} cannot be read: {exception.Message}", exception);
        }
    }
}
