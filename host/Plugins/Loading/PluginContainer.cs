using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Loading;

/// <summary>
/// The services of one plugin. Host services are bridged as instances, which a container never disposes; plugins cannot see each other,
/// and what one registers changes nothing for the host.
/// </summary>
internal static class PluginContainer
{
    private static readonly ServiceProviderOptions Checked = new() { ValidateOnBuild = true, ValidateScopes = true };

    public static ServiceCollection Create(PluginInfo info, PluginServices host)
    {
        var services = new ServiceCollection();
        services.AddSingleton(info);
        services.AddSingleton(host.Time);
        services.AddSingleton(host.Logging);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(host.Meters);
        return services;
    }

    /// <summary>Adds what depends on the crypto policy.</summary>
    public static void AddPorts(IServiceCollection services, ICryptoPolicy policy, PluginPorts ports)
    {
        services.AddSingleton(policy);
        services.AddSingleton(ports.Host);
        services.AddSingleton(ports.Mounter);
        services.AddSingleton(ports.MountTable);
        services.AddSingleton(ports.FileSystemProbe);
        services.AddSingleton(ports.Processes);
        services.AddSingleton(ports.State);
        services.AddSingleton(ports.Kubernetes);
        services.AddSingleton(ports.LeaderElection);
        services.AddSingleton(ports.Lifetime);
        services.AddSingleton(ports.HttpClients);
    }

    /// <summary>
    /// Wraps ports in what concerns every plugin alike. Last of all, because decoration reaches only what is registered by then. Backends
    /// are not decorated: what surrounds a call is the pipeline's.
    /// </summary>
    /// <remarks>By a delegate: decoration by type makes the framework build expression trees, which cost more than the rest of the load.</remarks>
    public static void Decorate(IServiceCollection services)
    {
        services.TryDecorate<IMounter>(static (inner, provider) => new LoggedMounter(
            new TimedMounter(
                inner, provider.GetRequiredService<PluginInfo>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>()),
            provider.GetRequiredService<ILogger<LoggedMounter>>()));
    }

    public static ServiceProvider Build(IServiceCollection services) => services.BuildServiceProvider(Checked);
}
