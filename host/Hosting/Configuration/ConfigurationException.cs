namespace CsiHost.Hosting.Configuration;

/// <summary>Everything that is wrong with the configuration.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
