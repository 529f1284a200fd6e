using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>The services of mount credentials.</summary>
internal static class CredentialServices
{
    public static IServiceCollection AddEfsCredentials(this IServiceCollection services) => services
        .AddSingleton<CredentialHttp>()
        .AddSingleton<ProfileFiles>()
        .AddSingleton<ContainerCredentials>()
        .AddSingleton<WebIdentityCredentials>()
        .AddSingleton<InstanceCredentials>()
        .AddSingleton<IAssumedProfiles, AssumedProfiles>()
        .AddSingleton<IMountCredentials, MountCredentialFinder>();
}
