using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>The services of the node calls.</summary>
internal static class NodeServices
{
    public static IServiceCollection AddEfsNode(this IServiceCollection services) => services;
}
