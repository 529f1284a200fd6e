using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Controller;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tunnels;

[assembly: CsiPlugin("aws-efs", typeof(EfsPlugin))]

namespace CsiHost.Plugins.Efs;

/// <summary>The entry of the EFS driver: its name, its options and the services of its rooms.</summary>
internal sealed class EfsPlugin : ICsiPlugin
{
    public const string DriverName = "efs.csi.aws.com";

    public void Configure(IPluginBuilder builder)
    {
        builder.AddOptions<EfsOptions>();
        builder.Services
            .AddEfsAws()
            .AddEfsController()
            .AddEfsNode()
            .AddEfsTunnels();
    }
}
