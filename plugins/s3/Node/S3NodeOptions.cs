namespace CsiHost.Plugins.S3.Node;

/// <summary>The section <c>Plugins:aws-s3:Node</c>.</summary>
internal sealed class S3NodeOptions
{
}
