namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// The entry point of a plugin. The host constructs it once, calls <see cref="Configure"/> once, then scans the assembly for classes
/// marked <see cref="CsiBackendAttribute"/>, <see cref="CsiCryptoPolicyAttribute"/> or <see cref="CsiServiceAttribute"/>.
/// </summary>
public interface ICsiPlugin
{
    /// <summary>
    /// Registers the plugin's own services and options. Must not do I/O and must return at once: work that waits belongs in
    /// <see cref="IPluginLifecycle.StartAsync"/>.
    /// </summary>
    /// <param name="builder">The plugin's own container and configuration.</param>
    void Configure(IPluginBuilder builder);
}
