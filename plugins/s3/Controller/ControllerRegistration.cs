using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>Registers what the controller's marked classes share.</summary>
internal static class ControllerRegistration
{
    public static void AddS3Controller(this IPluginBuilder builder, S3ControllerOptions options)
    {
        _ = options;
        _ = builder.Services;
    }
}
