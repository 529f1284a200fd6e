using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>Where credentials come from, in the documented order. The first source that is configured is the one; it does not fall through when it fails.</summary>
internal static class CredentialChain
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>Null: requests go unsigned.</summary>
    public static ICredentialSource? Create(EngineOptions options, CredentialPorts ports)
    {
        if (options.Anonymous)
            return null;
        var source = options.Profile is { } named
            ? ProfileCredentials.From(AwsProfiles.Read(ports.Environment), named, ports)
                ?? throw new EngineException($"--profile: there is no profile '{named}' with credentials in the shared configuration")
            : Default(ports);
        return new CachedCredentials(source, Early, ports.Time);
    }

    private static ICredentialSource Default(CredentialPorts ports) =>
        StaticCredentials.From(ports.Environment)
        ?? ProfileCredentials.From(AwsProfiles.Read(ports.Environment), ports.Environment["AWS_PROFILE"] ?? "default", ports)
        ?? WebIdentityCredentials.From(ports)
        ?? ContainerCredentials.From(ports)
        ?? (ICredentialSource?)ports.Metadata
        ?? throw new EngineException("no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, a web identity or a container endpoint, or give --no-sign-request");
}
