using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>Registers the controller, where the configuration turns it on: a node's process must not reconcile.</summary>
internal static class ControllerRegistration
{
    public static void AddS3Controller(this IPluginBuilder builder, S3ControllerOptions options)
    {
        if (!options.Enabled)
            return;
        builder.Services
            .AddSingleton(options)
            .AddSingleton<S3Controller>()
            .AddSingleton<IPluginLifecycle>(static services => services.GetRequiredService<S3Controller>())
            .AddSingleton<IReadiness>(static services => services.GetRequiredService<S3Controller>());
    }
}
