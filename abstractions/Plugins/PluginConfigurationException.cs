namespace CsiHost.Abstractions.Plugins;

/// <summary>The plugin's configuration section is wrong. The host prints every error and does not start.</summary>
/// <param name="errors">One sentence a finding, each naming the key and what it accepts.</param>
public sealed class PluginConfigurationException(IReadOnlyList<string> errors) : Exception(string.Join("; ", errors))
{
    /// <summary>One sentence a finding.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
