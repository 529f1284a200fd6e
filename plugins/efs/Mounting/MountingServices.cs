using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>The services that find out what to mount and where.</summary>
internal static class MountingServices
{
    public static IServiceCollection AddEfsMounting(this IServiceCollection services) => services
        .AddSingleton<HostLookup>()
        .AddSingleton<IHostLookup>(static provider => provider.GetRequiredService<HostLookup>())
        .AddSingleton<ICanonicalNames>(static provider => provider.GetRequiredService<HostLookup>())
        .AddSingleton<IReachability, TcpReachability>()
        .AddSingleton<HostSource>()
        .AddSingleton<RegionFinder>()
        .AddSingleton<ZoneFinder>()
        .AddSingleton<MountTargetFinder>()
        .AddSingleton<IEndpointResolver, EndpointResolver>();
}
