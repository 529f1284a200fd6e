using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>The shared configuration files: sections of key and value. In the config file a profile's section is called <c>profile NAME</c>.</summary>
internal sealed class AwsProfiles
{
    private readonly Dictionary<string, Dictionary<string, string>> _profiles = new(StringComparer.Ordinal);

    public static AwsProfiles Read(EngineEnvironment environment)
    {
        var home = environment["HOME"] ?? "/";
        var profiles = new AwsProfiles();
        profiles.Add(environment["AWS_CONFIG_FILE"] ?? Path.Combine(home, ".aws/config"), isConfig: true);
        // Where both files name a key, the credentials file is right.
        profiles.Add(environment["AWS_SHARED_CREDENTIALS_FILE"] ?? Path.Combine(home, ".aws/credentials"), isConfig: false);
        return profiles;
    }

    public IReadOnlyDictionary<string, string>? this[string name] => _profiles.GetValueOrDefault(name);

    public void Parse(IEnumerable<string> lines, bool isConfig)
    {
        Dictionary<string, string>? section = null;
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line.EndsWith(']'))
            {
                section = SectionOf(line[1..^1].Trim(), isConfig);
                continue;
            }
            var mark = line.IndexOf('=', StringComparison.Ordinal);
            // An indented line belongs to a nested setting, which concerns other services.
            if (section is not null && mark > 0 && !char.IsWhiteSpace(raw[0]))
                section[line[..mark].Trim()] = line[(mark + 1)..].Trim();
        }
    }

    private void Add(string path, bool isConfig)
    {
        try
        {
            if (File.Exists(path))
                Parse(File.ReadLines(path), isConfig);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"cannot read the profiles in '{path}': {exception.Message}", exception);
        }
    }

    private Dictionary<string, string>? SectionOf(string name, bool isConfig)
    {
        if (isConfig && name != "default")
        {
            if (!name.StartsWith("profile ", StringComparison.Ordinal))
                return null;
            name = name[8..].Trim();
        }
        if (!_profiles.TryGetValue(name, out var section))
            _profiles[name] = section = new Dictionary<string, string>(StringComparer.Ordinal);
        return section;
    }
}
