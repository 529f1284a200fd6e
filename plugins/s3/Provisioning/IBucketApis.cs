using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Gives access to S3 in a region, under the secrets of a call or, without any, as the driver.</summary>
internal interface IBucketApis
{
    /// <exception cref="Abstractions.Errors.CsiException">The secrets are incomplete (InvalidArgument).</exception>
    IBucketApi Get(string region, Secrets secrets);
}
