using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Volumes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The services of the AWS clients.</summary>
internal static class AwsServices
{
    public static IServiceCollection AddEfsAws(this IServiceCollection services)
    {
        services.TryAddSingleton<INodeMetadata, NoMetadata>();
        return services
            .AddSingleton(static provider => provider.GetRequiredService<EfsOptions>().Aws)
            .AddSingleton<AwsEndpoints>()
            .AddSingleton<AwsMetrics>()
            .AddSingleton<AwsClientContext>()
            .AddSingleton<AwsRegion>()
            .AddSingleton<IAwsClients, AwsClients>()
            .AddSingleton(static provider => provider.GetRequiredService<IAwsClients>().GetFileSystems(StorageKind.Efs))
            .AddSingleton(static provider => provider.GetRequiredService<IAwsClients>().Ec2);
    }
}
