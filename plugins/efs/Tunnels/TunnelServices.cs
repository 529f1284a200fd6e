using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The services of the tunnels.</summary>
internal static class TunnelServices
{
    public static IServiceCollection AddEfsTunnels(this IServiceCollection services) => services;
}
