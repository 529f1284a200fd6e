using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Provisioning.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>
/// Registers provisioning where the configuration turns it on. The official chart has no provisioner and its driver offers no controller calls; the host
/// advertises what is registered, so nothing may be registered there.
/// </summary>
internal static class ProvisioningRegistration
{
    public static void AddS3Provisioning(this IPluginBuilder builder, S3ProvisioningOptions options)
    {
        if (!options.Enabled)
            return;
        builder.Services
            .AddSingleton(options)
            .AddSingleton<IBucketApis, BucketApis>()
            .AddSingleton<S3Provisioner>()
            .AddKeyedSingleton<IVolumeProvisioner>(S3Plugin.DriverName, static (services, _) => services.GetRequiredService<S3Provisioner>())
            .AddKeyedSingleton<IVolumeLookup>(S3Plugin.DriverName, static (services, _) => services.GetRequiredService<S3Provisioner>());
    }
}
