using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>Where a service of a region is called. Pure but for the crypto policy it asks.</summary>
internal sealed class AwsEndpoints(EfsAwsOptions options, ICryptoPolicy policy)
{
    private static readonly (string Prefix, string Domain)[] Partitions =
    [
        ("cn-", "amazonaws.com.cn"), ("us-isob-", "sc2s.sgov.gov"), ("us-isof-", "csp.hci.ic.gov"), ("us-iso-", "c2s.ic.gov"),
        ("eu-isoe-", "cloud.adc-e.uk"), ("eusc-", "amazonaws.eu"),
    ];

    /// <summary>The address of a service.</summary>
    /// <exception cref="CsiException">A FIPS endpoint is asked for and the region has none.</exception>
    public Uri Find(AwsService service, string region)
    {
        if (Override(service) is { Length: > 0 } url)
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw CsiErrors.FailedPrecondition($"the endpoint '{url}' of the service {service.Name} is no http or https URL; correct AWS_ENDPOINT_URL");
        var host = UsesFips(service, region) ? FipsHost(service, region) : $"{service.EndpointPrefix}.{region}";
        return new Uri($"https://{host}.{(service.DomainSuffix.Length > 0 ? service.DomainSuffix : DomainOf(region))}");
    }

    /// <summary>Why FIPS endpoints cannot be used; null when they are not asked for or the region has them.</summary>
    public string? FindFipsProblem(string region) => options.UseFipsEndpoint && !HasFips(region)
        ? $"AWS_USE_FIPS_ENDPOINT is set and region {(region.Length == 0 ? "(unknown)" : region)} has no FIPS endpoints; only regions of the US and Canada have them"
        : null;

    private bool UsesFips(AwsService service, string region)
    {
        if (FindFipsProblem(region) is { } problem)
            throw CsiErrors.FailedPrecondition(problem);
        return options.UseFipsEndpoint || policy.GetEndpointMode(service.EndpointPrefix, region) == EndpointMode.Fips;
    }

    // The STS endpoints of GovCloud are FIPS endpoints under their plain names.
    private static string FipsHost(AwsService service, string region) =>
        service == AwsService.Sts && region.StartsWith("us-gov-", StringComparison.Ordinal) ? $"sts.{region}" : $"{service.EndpointPrefix}-fips.{region}";

    private static bool HasFips(string region) =>
        region.StartsWith("us-", StringComparison.Ordinal) || region.StartsWith("ca-", StringComparison.Ordinal);

    private static string DomainOf(string region) =>
        Partitions.FirstOrDefault(partition => region.StartsWith(partition.Prefix, StringComparison.Ordinal)).Domain ?? "amazonaws.com";

    private string Override(AwsService service)
    {
        var own = service.Name switch
        {
            "efs" => options.EndpointUrlEfs,
            "s3files" => options.EndpointUrlS3Files,
            "ec2" => options.EndpointUrlEc2,
            _ => options.EndpointUrlSts,
        };
        return own.Length > 0 ? own : options.EndpointUrl;
    }
}
