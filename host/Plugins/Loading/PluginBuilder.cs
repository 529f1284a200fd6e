using CsiHost.Abstractions.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Loading;

/// <summary>What <see cref="ICsiPlugin.Configure"/> may touch.</summary>
internal sealed class PluginBuilder(PluginInfo info, IServiceCollection services, IConfigurationSection configuration) : IPluginBuilder
{
    public PluginInfo Info => info;

    public IServiceCollection Services => services;

    public IConfigurationSection Configuration => configuration;

    public TOptions AddOptions<TOptions>()
        where TOptions : class, new()
    {
        var options = OptionsBinder.Bind<TOptions>(configuration);
        services.AddSingleton(options);
        return options;
    }
}
