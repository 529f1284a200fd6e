using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Metadata;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Node.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>The services of the node calls.</summary>
internal static class NodeServices
{
    public static IServiceCollection AddEfsNode(this IServiceCollection services) => services
        .AddEfsConfiguration()
        .AddEfsMetadata()
        .AddEfsCredentials()
        .AddEfsMounting()
        .AddSingleton<ReadAhead>()
        .AddSingleton<NfsMounter>()
        .AddSingleton<MountPlanner>()
        .AddSingleton<ITreeSize, TreeSize>()
        .AddSingleton<UsageWalks>()
        .AddSingleton<IEfsRootMount, EfsRootMount>();
}
