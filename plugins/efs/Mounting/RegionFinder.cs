using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Finds the region of a mount: the first of the documented places that names one.</summary>
internal sealed class RegionFinder(EfsOptions options, INodeMetadata metadata)
{
    /// <exception cref="CsiException">No place names one (Unavailable).</exception>
    public async ValueTask<string> FindAsync(OptionList mount, EfsUtilsSettings settings, CancellationToken cancellationToken)
    {
        string?[] known = [mount.Find("region"), options.Aws.Region, options.Aws.DefaultRegion, settings.Region];
        if (known.FirstOrDefault(region => !string.IsNullOrEmpty(region)) is { } found)
            return found;
        try
        {
            if (await metadata.GetAsync(cancellationToken) is { Region.Length: > 0 } node)
                return node.Region;
        }
        catch (CsiException exception)
        {
            return DnsNames.LegacyRegion(settings.DnsNameFormat) ?? throw Unknown(exception);
        }

        return DnsNames.LegacyRegion(settings.DnsNameFormat) ?? throw Unknown(null);
    }

    private static CsiException Unknown(Exception? cause) => CsiErrors.Unavailable(
        "Error retrieving region. Please set the \"region\" parameter in the efs-utils configuration file, AWS_REGION, or the mount option region", cause);
}
