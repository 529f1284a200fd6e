using CsiHost.Plugins.Efs.Volumes;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The services of the AWS clients.</summary>
internal static class AwsServices
{
    public static IServiceCollection AddEfsAws(this IServiceCollection services) => services
        .AddSingleton(static provider => provider.GetRequiredService<EfsOptions>().Aws)
        .AddSingleton<AwsEndpoints>()
        .AddSingleton<AwsMetrics>()
        .AddSingleton<AwsClientContext>()
        .AddSingleton<AwsRegion>()
        .AddSingleton<IAwsClients, AwsClients>()
        .AddSingleton(static provider => provider.GetRequiredService<IAwsClients>().GetFileSystems(StorageKind.Efs))
        .AddSingleton(static provider => provider.GetRequiredService<IAwsClients>().Ec2);
}
