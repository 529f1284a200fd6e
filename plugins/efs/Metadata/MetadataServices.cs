using CsiHost.Plugins.Efs.Node;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>The services that tell where this process runs.</summary>
internal static class MetadataServices
{
    public static IServiceCollection AddEfsMetadata(this IServiceCollection services) => services
        .AddSingleton<IInstanceMetadata, ImdsClient>()
        .AddSingleton<EcsMetadata>()
        .AddSingleton<KubernetesMetadata>()
        .AddSingleton<NodeMetadataFinder>()
        .AddSingleton<INodeMetadata>(static provider => provider.GetRequiredService<NodeMetadataFinder>())
        .AddSingleton<IZoneIds>(static provider => provider.GetRequiredService<NodeMetadataFinder>());
}
