using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>The services of the configuration files.</summary>
internal static class ConfigurationServices
{
    public static IServiceCollection AddEfsConfiguration(this IServiceCollection services) => services.AddSingleton<IEfsUtilsConfig, EfsUtilsFiles>();
}
