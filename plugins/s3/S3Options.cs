namespace CsiHost.Plugins.S3;

/// <summary>The section <c>Plugins:aws-s3</c> of the host's configuration.</summary>
internal sealed class S3Options
{
}
