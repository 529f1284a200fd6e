namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The one call of Amazon EC2 that the driver needs. Throws <see cref="AwsException"/> and nothing else but a cancellation.</summary>
internal interface IEc2Api
{
    /// <summary>The zones of the region, with their names as this account sees them.</summary>
    ValueTask<IReadOnlyList<AvailabilityZone>> DescribeAvailabilityZonesAsync(CancellationToken cancellationToken);
}
