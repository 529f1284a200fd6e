using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs;

[assembly: CsiPlugin("aws-efs", typeof(EfsPlugin))]

namespace CsiHost.Plugins.Efs;

/// <summary>The entry of the EFS driver: its name, its options and the services that its marked classes share.</summary>
internal sealed class EfsPlugin : ICsiPlugin
{
    public const string DriverName = "efs.csi.aws.com";

    public void Configure(IPluginBuilder builder) => builder.AddOptions<EfsOptions>();
}
