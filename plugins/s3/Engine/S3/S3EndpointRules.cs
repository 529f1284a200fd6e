using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.S3;

/// <summary>The service's endpoint rules: bucket name or ARN, region and flags in, host and signing out. A pure function; its test is a table.</summary>
internal static class S3EndpointRules
{
    private const string DirectorySuffix = "--x-s3";

    /// <summary>Regions where S3 has FIPS endpoints. Elsewhere the name would only fail to resolve, later and less clearly.</summary>
    private static readonly HashSet<string> FipsRegions =
        ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "us-gov-east-1", "us-gov-west-1"];

    public static S3Endpoint Resolve(EngineOptions options, string region)
    {
        if (options.Fips && options.Endpoint is not null)
            throw new EngineException("FIPS endpoints cannot be combined with --endpoint-url; leave out one of the two");
        if (options.Fips && !FipsRegions.Contains(region))
            throw new EngineException($"region '{region}' has no FIPS endpoint of S3; regions that have one: {string.Join(", ", FipsRegions.Order())}");
        if (options.Accelerate && options.Fips)
            throw new EngineException("--transfer-acceleration has no FIPS endpoint; leave it out");
        var endpoint = options.Bucket.StartsWith("arn:", StringComparison.Ordinal) ? FromArn(options, region) : FromName(options, region);
        return options.Kind is { } kind ? endpoint with { Kind = kind } : endpoint;
    }

    private static S3Endpoint FromName(EngineOptions options, string region)
    {
        if (options.Bucket.EndsWith(DirectorySuffix, StringComparison.Ordinal))
            return DirectoryBucket(options, region);
        if (options.Endpoint is { } custom)
            return AtCustom(custom, options, region, "s3", BucketKind.GeneralPurpose);
        var dual = options.DualStack ? ".dualstack" : "";
        if (options.Accelerate)
            return VirtualHost(options.Bucket, $"s3-accelerate{dual}.{Suffix(region)}", "s3", region, BucketKind.GeneralPurpose);
        var host = $"s3{(options.Fips ? "-fips" : "")}{dual}.{region}.{Suffix(region)}";
        // A dot in the name does not match the service's wildcard certificate, an upper-case letter or underscore is no host name.
        return options.PathStyle || !IsHostLabel(options.Bucket)
            ? new S3Endpoint(new Uri($"https://{host}"), $"/{options.Bucket}", "s3", region, BucketKind.GeneralPurpose)
            : VirtualHost(options.Bucket, host, "s3", region, BucketKind.GeneralPurpose);
    }

    private static S3Endpoint DirectoryBucket(EngineOptions options, string region)
    {
        if (options.Endpoint is { } custom)
            return AtCustom(custom, options, region, "s3express", BucketKind.Directory);
        var zone = options.Bucket[..^DirectorySuffix.Length];
        var start = zone.LastIndexOf("--", StringComparison.Ordinal);
        if (start <= 0)
            throw new EngineException($"directory bucket '{options.Bucket}' must be named NAME--ZONE--x-s3");
        var dual = options.DualStack ? ".dualstack" : "";
        var host = $"s3express{(options.Fips ? "-fips" : "")}-{zone[(start + 2)..]}{dual}.{region}.{Suffix(region)}";
        return VirtualHost(options.Bucket, host, "s3express", region, BucketKind.Directory);
    }

    /// <summary>arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, the resource split by <c>/</c> or <c>:</c>.</summary>
    private static S3Endpoint FromArn(EngineOptions options, string region)
    {
        var parts = options.Bucket.Split(':', 6);
        if (parts.Length != 6 || parts[4].Length == 0)
            throw new EngineException($"'{options.Bucket}' is not an ARN of an access point");
        var (service, arnRegion, account, resource) = (parts[2], parts[3], parts[4], parts[5].Split('/', ':'));
        if (options.Endpoint is not null || options.Accelerate || options.PathStyle)
            throw new EngineException("an access point's ARN cannot be combined with --endpoint-url, --transfer-acceleration or --force-path-style");
        if (arnRegion.Length == 0)
            throw new EngineException("multi-region access points are signed with SigV4A, which this engine does not do; mount the access point of one region");
        var at = $"{arnRegion}.{Suffix(arnRegion)}";
        var (fips, dual) = (options.Fips ? "-fips" : "", options.DualStack ? ".dualstack" : "");
        return (service, resource) switch
        {
            ("s3", ["accesspoint", var name]) =>
                VirtualHost($"{name}-{account}", $"s3-accesspoint{fips}{dual}.{at}", "s3", arnRegion, BucketKind.GeneralPurpose),
            ("s3-object-lambda", ["accesspoint", var name]) =>
                VirtualHost($"{name}-{account}", $"s3-object-lambda{fips}.{at}", "s3-object-lambda", arnRegion, BucketKind.GeneralPurpose),
            ("s3-outposts", ["outpost", var outpost, "accesspoint", var name]) when !options.Fips =>
                VirtualHost($"{name}-{account}.{outpost}", $"s3-outposts.{at}", "s3-outposts", arnRegion, BucketKind.Outposts),
            _ => throw new EngineException($"'{options.Bucket}' is not an ARN of an access point{(options.Fips ? " with a FIPS endpoint" : "")}"),
        };
    }

    private static S3Endpoint AtCustom(Uri custom, EngineOptions options, string region, string service, BucketKind kind)
    {
        // An address has no sub-domains.
        var byPath = options.PathStyle || custom.HostNameType != UriHostNameType.Dns || !IsHostLabel(options.Bucket);
        return byPath
            ? new S3Endpoint(new Uri(custom, "/"), $"{custom.AbsolutePath.TrimEnd('/')}/{options.Bucket}", service, region, kind)
            : new S3Endpoint(new UriBuilder(custom) { Host = $"{options.Bucket}.{custom.Host}", Path = "/" }.Uri, custom.AbsolutePath.TrimEnd('/'), service, region, kind);
    }

    private static S3Endpoint VirtualHost(string label, string host, string service, string region, BucketKind kind) =>
        new(new Uri($"https://{label}.{host}"), "", service, region, kind);

    private static bool IsHostLabel(string bucket) => !bucket.Any(c => c is '.' or '_' || char.IsAsciiLetterUpper(c));

    private static string Suffix(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "amazonaws.com.cn",
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "c2s.ic.gov",
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "sc2s.sgov.gov",
        _ => "amazonaws.com",
    };
}
