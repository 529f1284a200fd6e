using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The services of the controller calls.</summary>
internal static class ControllerServices
{
    public static IServiceCollection AddEfsController(this IServiceCollection services) => services
        .AddSingleton(RootMountOptions.Default)
        .AddSingleton<DriverTags>()
        .AddSingleton<FileSystemIds>()
        .AddSingleton<ProvisioningPlanner>()
        .AddSingleton<AccessPointProvisioner>()
        .AddSingleton<AccessPointLocks>()
        .AddSingleton<MountTargetContext>()
        .AddSingleton<RootMounts>()
        .AddSingleton<DirectoryProvisioner>()
        .AddSingleton<VolumeRemover>();
}
