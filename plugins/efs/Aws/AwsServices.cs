using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The services of the AWS clients.</summary>
internal static class AwsServices
{
    public static IServiceCollection AddEfsAws(this IServiceCollection services) => services;
}
