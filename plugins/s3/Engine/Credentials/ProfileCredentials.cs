using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>What a profile describes: keys, a role on top of another source, a web identity, or a program that prints credentials.</summary>
internal static class ProfileCredentials
{
    private const int DeepestChain = 5;

    /// <summary>Null: there is no such profile, or it says nothing about credentials.</summary>
    public static ICredentialSource? From(AwsProfiles profiles, string name, CredentialPorts ports, int depth = 0)
    {
        if (profiles[name] is not { } profile)
            return null;
        if (depth > DeepestChain)
            throw new EngineException($"profile '{name}': its chain of source_profile goes in a circle or is deeper than {DeepestChain}");
        if (profile.TryGetValue("role_arn", out var role))
            return Role(profiles, name, profile, role, ports, depth);
        if (profile.TryGetValue("aws_access_key_id", out var access) && profile.TryGetValue("aws_secret_access_key", out var secret))
            return new StaticCredentials(new AwsCredentials(access, secret, profile.GetValueOrDefault("aws_session_token"), null));
        return profile.TryGetValue("credential_process", out var command) ? new ProcessCredentials(command) : null;
    }

    private static ICredentialSource Role(AwsProfiles profiles, string name, IReadOnlyDictionary<string, string> profile, string role, CredentialPorts ports, int depth)
    {
        var session = profile.GetValueOrDefault("role_session_name") ?? ports.SessionName;
        if (profile.TryGetValue("web_identity_token_file", out var file))
            return new WebIdentityCredentials(ports.Sts, role, session, file);
        ICredentialSource? below = null;
        if (profile.TryGetValue("source_profile", out var source))
        {
            // A profile may be its own source: then its keys are meant, not its role.
            below = source == name ? Keys(profile) : From(profiles, source, ports, depth + 1);
        }
        else if (profile.TryGetValue("credential_source", out var kind))
        {
            below = kind switch
            {
                "Environment" => StaticCredentials.From(ports.Environment),
                "EcsContainer" => ContainerCredentials.From(ports),
                "Ec2InstanceMetadata" => ports.Metadata,
                _ => null,
            };
        }
        return below is null
            ? throw new EngineException($"profile '{name}' names the role {role}, but nothing that gives credentials to assume it")
            : new AssumedRoleCredentials(ports.Sts, below, role, session, profile.GetValueOrDefault("external_id"));
    }

    private static StaticCredentials? Keys(IReadOnlyDictionary<string, string> profile) =>
        profile.TryGetValue("aws_access_key_id", out var access) && profile.TryGetValue("aws_secret_access_key", out var secret)
            ? new StaticCredentials(new AwsCredentials(access, secret, profile.GetValueOrDefault("aws_session_token"), null))
            : null;
}
