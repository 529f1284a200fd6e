using CsiHost.Plugins.Efs.Configuration;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>The files of AWS profiles.</summary>
internal sealed class ProfileFiles(EfsOptions options)
{
    private const string KeyId = "aws_access_key_id";
    private const string Key = "aws_secret_access_key";

    public string CredentialsPath => PathOf(options.Aws.SharedCredentialsFile, "credentials");

    public string ConfigPath => PathOf(options.Aws.ConfigFile, "config");

    /// <summary>Where a profile is defined; null when nowhere. A file that cannot be read has none.</summary>
    public CredentialKind? Find(string profile)
    {
        var (credentials, config) = (Read(CredentialsPath), Read(ConfigPath));
        if (credentials?.Find(profile, KeyId) is not null)
            return CredentialKind.CredentialsFile;
        if (config is null || Section(config, profile) is not { } section)
            return credentials?.Find(profile, "role_arn") is null ? null : CredentialKind.AssumedProfile;
        return config.Find(section, KeyId) is not null ? CredentialKind.ConfigFile
            : config.Find(section, "role_arn") is not null ? CredentialKind.AssumedProfile
            : null;
    }

    /// <exception cref="CredentialException">The profile has no keys.</exception>
    public MountCredentials Get(CredentialMethod method)
    {
        var isConfig = method.Kind == CredentialKind.ConfigFile;
        var path = isConfig ? ConfigPath : CredentialsPath;
        var file = Read(path);
        var section = isConfig && file is not null ? Section(file, method.Name) ?? method.Name : method.Name;
        return file?.Find(section, KeyId) is { Length: > 0 } id && file.Find(section, Key) is { Length: > 0 } key
            ? new MountCredentials(method.ToString(), id, key, file.Find(section, "aws_session_token") is { Length: > 0 } token ? token : null, null)
            : throw new CredentialException($"AWS Access Key ID and Secret Access Key are not found under named profile [{method.Name}] in {path}");
    }

    /// <summary>The role that a profile assumes; null when it names none.</summary>
    public ProfileRole? FindRole(string profile)
    {
        foreach (var (path, prefixed) in new[] { (ConfigPath, true), (CredentialsPath, false) })
        {
            if (Read(path) is not { } file || (prefixed ? Section(file, profile) : profile) is not { } section || file.Find(section, "role_arn") is not { } arn)
                continue;
            return new ProfileRole
            {
                Arn = arn,
                SourceProfile = file.Find(section, "source_profile"),
                CredentialSource = file.Find(section, "credential_source"),
                ExternalId = file.Find(section, "external_id"),
                SessionName = file.Find(section, "role_session_name"),
            };
        }

        return null;
    }

    /// <summary>The config file prefixes the names of profiles, and older mounts were made without the prefix.</summary>
    private static string? Section(IniFile config, string profile) =>
        config.HasSection($"profile {profile}") ? $"profile {profile}" : config.HasSection(profile) ? profile : null;

    private static IniFile? Read(string path)
    {
        try
        {
            return IniFile.Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private string PathOf(string given, string name) =>
        given.Length > 0 ? given : Path.Combine(options.Aws.Home.Length > 0 ? options.Aws.Home : "/root", ".aws", name);
}
