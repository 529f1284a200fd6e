namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>The section <c>Plugins:aws-s3:Provisioning</c>.</summary>
internal sealed class S3ProvisioningOptions
{
}
