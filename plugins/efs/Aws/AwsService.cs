namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A service as its clients name it.</summary>
/// <param name="Name">The label in metrics and the suffix of its endpoint variable.</param>
/// <param name="EndpointPrefix">The first label of its host name.</param>
/// <param name="SigningName">The service in signatures.</param>
/// <param name="DomainSuffix">The domain after the region, when it is not the partition's.</param>
internal sealed record AwsService(string Name, string EndpointPrefix, string SigningName, string DomainSuffix = "")
{
    public static AwsService Efs { get; } = new("efs", "elasticfilesystem", "elasticfilesystem");

    public static AwsService S3Files { get; } = new("s3files", "s3files", "s3files", "api.aws");

    public static AwsService Ec2 { get; } = new("ec2", "ec2", "ec2");

    public static AwsService Sts { get; } = new("sts", "sts", "sts");
}
