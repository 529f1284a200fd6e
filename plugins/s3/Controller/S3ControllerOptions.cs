namespace CsiHost.Plugins.S3.Controller;

/// <summary>The section <c>Plugins:aws-s3:Controller</c>.</summary>
internal sealed class S3ControllerOptions
{
}
