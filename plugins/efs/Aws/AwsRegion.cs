using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The region whose services are called: that of the node, else what the environment says.</summary>
internal sealed class AwsRegion(EfsOptions options, INodeMetadata metadata)
{
    /// <exception cref="AwsException">Nobody knows the region.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var configured = options.Aws.Region.Length > 0 ? options.Aws.Region : options.Aws.DefaultRegion;
        try
        {
            return (await metadata.GetAsync(cancellationToken)).Region is { Length: > 0 } region ? region : Require(configured, null);
        }
        catch (CsiException e)
        {
            return Require(configured, e);
        }
    }

    private static string Require(string configured, Exception? error) => configured.Length > 0
        ? configured
        : throw new AwsException(AwsErrorKind.Unavailable, "the AWS region is not known: neither the node's metadata nor AWS_REGION names it", error);
}
