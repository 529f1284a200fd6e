using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Abstractions.Plugins;

/// <summary>What a plugin may touch while it is configured: its own container and its own configuration section, nothing else.</summary>
public interface IPluginBuilder
{
    /// <summary>The plugin as the host sees it.</summary>
    PluginInfo Info { get; }

    /// <summary>
    /// The plugin's own service collection. The ports of <c>CsiHost.Abstractions.Ports</c>, <see cref="TimeProvider"/>, loggers,
    /// <c>IMeterFactory</c> and <c>IHttpClientFactory</c> (bound to the crypto policy) are already registered.
    /// </summary>
    IServiceCollection Services { get; }

    /// <summary>The section <c>Plugins:&lt;id&gt;</c> of the host's configuration.</summary>
    IConfigurationSection Configuration { get; }

    /// <summary>
    /// Binds the plugin's section to <typeparamref name="TOptions"/>, validates it (data annotations and
    /// <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>) and registers it as a singleton.
    /// </summary>
    /// <typeparam name="TOptions">A class with settable properties and defaults.</typeparam>
    /// <returns>The bound options.</returns>
    /// <exception cref="PluginConfigurationException">A key is unknown, a value cannot be converted or a rule is broken; every
    /// finding is in <see cref="PluginConfigurationException.Errors"/>.</exception>
    TOptions AddOptions<TOptions>()
        where TOptions : class, new();
}
