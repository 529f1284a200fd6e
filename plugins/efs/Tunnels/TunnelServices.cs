using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The services of the tunnels.</summary>
internal static class TunnelServices
{
    public static IServiceCollection AddEfsTunnels(this IServiceCollection services) => services
        .AddSingleton(provider => new StunnelProgram(provider.GetRequiredService<IProcessSupervisor>(), StunnelProgram.DefaultFolders))
        .AddSingleton<ITunnelSettings, EfsTunnelSettings>()
        .AddSingleton<EfsUtilsFolder>()
        .AddSingleton<EfsUtilsStateReader>()
        .AddSingleton<TunnelRecords>()
        .AddSingleton<TunnelPorts>()
        .AddSingleton<TunnelOpener>()
        .AddSingleton<NodeTunnels>()
        .AddSingleton<ITunnels>(provider => provider.GetRequiredService<NodeTunnels>());
}
