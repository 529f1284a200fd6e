using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Pods;
using CsiHost.Plugins.S3.Release;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.S3.Node;

/// <summary>Registers what the node plugin's marked classes share.</summary>
internal static class NodeRegistration
{
    public static void AddS3Node(this IPluginBuilder builder, S3NodeOptions options) => AddS3Node(builder.Services, builder.Info, options);

    public static void AddS3Node(IServiceCollection services, PluginInfo plugin, S3NodeOptions options) => services
        .AddSingleton(plugin)
        .AddSingleton(options)
        .AddSingleton<ClusterView>()
        .AddSingleton<MountpointPodFinder>()
        .AddSingleton<NodePaths>()
        .AddSingleton<PodLocks>()
        .AddSingleton<PublishesUnderWay>()
        .AddSingleton<MountpointMounts>()
        .AddSingleton<MountpointPodSocket>()
        .AddSingleton<ReadyWatch>()
        .AddSingleton<SourceMounts>()
        .AddSingleton<SourcePublish>()
        .AddSingleton<LegacyMounts>()
        .AddSingleton<SourceRelease>()
        .AddSingleton<CredentialProvider>()
        .AddSingleton<DriverCredentials>()
        .AddSingleton<PodCredentials>()
        .AddSingleton<ServiceAccountRoles>()
        .AddSingleton<StsRegion>()
        .AddSingleton<InstanceRegion>();
}
