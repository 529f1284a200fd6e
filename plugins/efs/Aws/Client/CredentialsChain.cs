using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using CsiHost.Plugins.Efs.Aws.Credentials;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>
/// Where the driver's own credentials come from: the first place that is configured, in the order of the AWS SDK for Go, which upstream uses -
/// static keys, the service account's role (IRSA), a profile, the container's credentials service (ECS, Pod Identity), the instance's role.
/// </summary>
internal sealed class CredentialsChain(EfsAwsOptions options, IHttpClientFactory clients, TimeProvider time, Func<AWSCredentials, IAmazonSecurityTokenService> createSts)
{
    public AWSCredentials Create()
    {
        if (options is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 })
            return Static();
        if (options is { RoleArn.Length: > 0, WebIdentityTokenFile.Length: > 0 })
            return new RefreshedKeys(new WebIdentityKeys(options, createSts(new AnonymousAWSCredentials())), time);
        if (FindProfile() is { } profile)
            return profile;
        return new RefreshedKeys(ContainerKeys.IsConfigured(options) ? new ContainerKeys(options, clients) : new InstanceKeys(options, clients), time);
    }

    private AWSCredentials Static() => options.SessionToken.Length > 0
        ? new SessionAWSCredentials(options.AccessKeyId, options.SecretAccessKey, options.SessionToken)
        : new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey);

    private AWSCredentials? FindProfile()
    {
        var name = options.Profile.Length > 0 ? options.Profile : "default";
        foreach (var file in new[] { Located(options.SharedCredentialsFile, "credentials"), Located(options.ConfigFile, "config") })
        {
            if (file.Length > 0 && File.Exists(file) && new SharedCredentialsFile(file).TryGetProfile(name, out var profile) && profile.CanCreateAWSCredentials)
                return profile.GetAWSCredentials(new SharedCredentialsFile(file));
        }
        return options.Profile.Length == 0
            ? null
            : throw new AwsException(AwsErrorKind.NoCredentials, $"AWS_PROFILE names the profile '{name}', and no credentials of that name are in the AWS files");
    }

    private string Located(string given, string name) =>
        given.Length > 0 ? given : options.Home.Length > 0 ? Path.Combine(options.Home, ".aws", name) : "";
}
