using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Registers what dynamic provisioning's marked classes share.</summary>
internal static class ProvisioningRegistration
{
    public static void AddS3Provisioning(this IPluginBuilder builder, S3ProvisioningOptions options)
    {
        _ = options;
        _ = builder.Services;
    }
}
