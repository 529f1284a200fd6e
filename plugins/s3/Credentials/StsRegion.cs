using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>The region whose STS turns tokens into credentials.</summary>
internal sealed class StsRegion(S3NodeOptions options, InstanceRegion instance)
{
    /// <summary>The volume's attribute, its bucket's region, the driver's, the instance's; null when none is known.</summary>
    public async Task<string?> FindAsync(string attribute, string bucketRegion, CancellationToken cancellationToken)
    {
        string[] known = [attribute, bucketRegion, options.Region, options.DefaultRegion];
        return known.FirstOrDefault(static region => region.Length > 0) ?? await instance.FindAsync(cancellationToken);
    }
}
