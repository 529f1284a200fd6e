using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.S3.Node;

/// <summary>Registers what the node plugin's marked classes share.</summary>
internal static class NodeRegistration
{
    public static void AddS3Node(this IPluginBuilder builder, S3NodeOptions options)
    {
        _ = options;
        _ = builder.Services;
    }
}
