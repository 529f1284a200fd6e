using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3;
using CsiHost.Plugins.S3.Controller;
using CsiHost.Plugins.S3.Node;
using CsiHost.Plugins.S3.Provisioning;

[assembly: CsiPlugin("aws-s3", typeof(S3Plugin))]

namespace CsiHost.Plugins.S3;

/// <summary>The entry of the S3 driver: its name, its options and the services that its marked classes share.</summary>
internal sealed class S3Plugin : ICsiPlugin
{
    public const string DriverName = "s3.csi.aws.com";

    public void Configure(IPluginBuilder builder)
    {
        var options = builder.AddOptions<S3Options>();
        builder.AddS3Node(options.Node);
        builder.AddS3Controller(options.Controller);
        builder.AddS3Provisioning(options.Provisioning);
    }
}
