using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Aws.Client;

namespace CsiHost.Plugins.Efs.Credentials;

/// <inheritdoc cref="IAssumedProfiles"/>
internal sealed class AssumedProfiles(
    ProfileFiles profiles, ContainerCredentials containers, InstanceCredentials instances, AwsEndpoints endpoints, EfsOptions options, IHttpClientFactory clients)
    : IAssumedProfiles
{
    private const int MaxChain = 5;
    private const string SessionName = "efs-mount-helper";

    public ValueTask<MountCredentials> GetAsync(CredentialMethod method, string region, CancellationToken cancellationToken) =>
        GetAsync(method, region, 1, cancellationToken);

    private async ValueTask<MountCredentials> GetAsync(CredentialMethod method, string region, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxChain)
            throw new CredentialException($"named profile [{method.Name}] is at the end of {MaxChain} profiles that assume roles for each other");
        if (profiles.FindRole(method.Name) is not { } role)
            throw new CredentialException($"AWS Access Key ID and Secret Access Key are not found under named profile [{method.Name}]");
        var source = await GetSourceAsync(method.Name, role, region, depth, cancellationToken);
        return await AssumeAsync(method, role, source, region, cancellationToken);
    }

    private async ValueTask<MountCredentials> GetSourceAsync(string profile, ProfileRole role, string region, int depth, CancellationToken cancellationToken)
    {
        if (role.SourceProfile is { } name && name != profile)
        {
            return profiles.Find(name) switch
            {
                CredentialKind.AssumedProfile => await GetAsync(new CredentialMethod(CredentialKind.AssumedProfile, name), region, depth + 1, cancellationToken),
                { } kind => profiles.Get(new CredentialMethod(kind, name)),
                null => throw new CredentialException($"named profile [{profile}] has the source_profile {name}, which is not defined"),
            };
        }

        return role.CredentialSource switch
        {
            "Ec2InstanceMetadata" => await instances.GetAsync(new CredentialMethod(CredentialKind.Instance), cancellationToken),
            "EcsContainer" => await containers.GetEcsAsync(
                new CredentialMethod(CredentialKind.Container, options.Aws.ContainerCredentialsRelativeUri), cancellationToken),
            _ => throw new CredentialException(
                $"named profile [{profile}] needs a source_profile other than itself, or the credential_source Ec2InstanceMetadata or EcsContainer"),
        };
    }

    private async ValueTask<MountCredentials> AssumeAsync(
        CredentialMethod method, ProfileRole role, MountCredentials source, string region, CancellationToken cancellationToken)
    {
        AWSCredentials credentials = source.SessionToken is { } token
            ? new SessionAWSCredentials(source.AccessKeyId, source.SecretAccessKey, token)
            : new BasicAWSCredentials(source.AccessKeyId, source.SecretAccessKey);
        using var client = new AmazonSecurityTokenServiceClient(credentials, new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = endpoints.Find(AwsService.Sts, region).ToString(),
            AuthenticationRegion = region,
            HttpClientFactory = new PolicyHttpFactory(clients),
            MaxErrorRetry = 1,
            Timeout = TimeSpan.FromSeconds(5),
        });
        var request = new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = role.SessionName ?? SessionName, ExternalId = role.ExternalId };
        try
        {
            var answer = (await client.AssumeRoleAsync(request, cancellationToken)).Credentials;
            return new MountCredentials(
                method.ToString(),
                answer.AccessKeyId,
                answer.SecretAccessKey,
                answer.SessionToken,
                answer.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CredentialException($"the role of named profile [{method.Name}] cannot be assumed ({exception.Message})", exception);
        }
    }
}
