namespace CsiHost.Plugins.Efs;

/// <summary>The section <c>Plugins:aws-efs</c> of the host's configuration.</summary>
internal sealed class EfsOptions
{
}
