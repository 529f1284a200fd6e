using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local;
using CsiHost.Plugins.Local.Controller;
using CsiHost.Plugins.Local.Node;
using CsiHost.Plugins.Local.Store;
using Microsoft.Extensions.DependencyInjection;

[assembly: CsiPlugin("local", typeof(LocalPlugin))]

namespace CsiHost.Plugins.Local;

/// <summary>
/// Volumes that are directories of this node. The host finds this class by the attribute above, lets it register its own services, and then
/// finds the classes marked <see cref="CsiBackendAttribute"/> by itself: what they implement is what the driver can do.
/// </summary>
internal sealed class LocalPlugin : ICsiPlugin
{
    public const string DriverName = "local.csihost.dev";

    public void Configure(IPluginBuilder builder)
    {
        builder.AddOptions<LocalOptions>();
        builder.Services
            .AddSingleton<LocalRoot>()
            .AddSingleton<LocalStore>()
            .AddSingleton<ThisNode>()
            .AddSingleton<VolumeMounts>()
            .AddSingleton<VolumeSizes>()
            .AddSingleton<VolumeMaker>();
    }
}
