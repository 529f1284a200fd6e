using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using CsiHost.S3Engine.Cli;
using CsiHost.S3Engine.Credentials;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Hosting;

/// <summary>Finds region, endpoint and credentials, and proves by a listing that the bucket can be used. A region that was only inferred is corrected once.</summary>
internal sealed partial class BucketConnector(EngineOptions options, EngineEnvironment environment, HttpMessageInvoker http, EngineLog log, TimeProvider time)
{
    private const string LastResort = "us-east-1";

    public async Task<S3Client> ConnectAsync()
    {
        var metadata = InstanceMetadata.From(environment, http, time);
        var inferred = options.Region is null;
        if (inferred && options.Endpoint is not null)
            log.Warn("engine", "--endpoint-url is given without --region: the region that requests are signed for is only inferred");
        var region = options.Region ?? (metadata is null ? null : await metadata.RegionAsync(CancellationToken.None)) ?? LastResort;
        var credentials = CredentialChain.Create(options, Ports(metadata));
        try
        {
            return await ProbeAsync(region, credentials);
        }
        catch (S3Exception exception) when (inferred && exception.BucketRegion is { } right && right != region)
        {
            log.Info("engine", $"the bucket is in {right}");
            return await ProbeAsync(right, credentials);
        }
    }

    private CredentialPorts Ports(InstanceMetadata? metadata)
    {
        // STS has its own default: without a region that was given, its global endpoint.
        var regional = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? options.Region;
        return new CredentialPorts(environment, http, new StsClient(http, environment, regional, options.Fips, time), metadata, time);
    }

    private async Task<S3Client> ProbeAsync(string region, ICredentialSource? credentials)
    {
        var endpoint = S3EndpointRules.Resolve(options, region);
        var retries = new RetryPolicy(environment.Number("AWS_MAX_ATTEMPTS", 10, 1, 1000), time);
        var transport = new S3Transport(endpoint, http, credentials, retries, Always(), UserAgent(), time, log);
        if (endpoint.UsesSessions && credentials is not null && options.Endpoint is null)
            transport.Sessions = new CachedCredentials(new S3Sessions(transport, options.ReadOnly), TimeSpan.FromSeconds(30), time);
        var client = new S3Client(transport);
        try
        {
            await client.ListAsync(options.Prefix, "", 0, null, CancellationToken.None);
            return client;
        }
        catch (S3Exception exception) when (exception.BucketRegion is null || exception.BucketRegion == region || options.Region is not null)
        {
            throw new EngineException(Explain(exception, region), exception);
        }
    }

    private string Explain(S3Exception refusal, string region) => refusal.Code switch
    {
        "NoSuchBucket" => $"bucket '{options.Bucket}' does not exist",
        "AccessDenied" => $"access denied: the credentials must allow s3:ListBucket on '{options.Bucket}'",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" => $"the service does not accept the credentials ({refusal.Code})",
        _ when refusal.BucketRegion is { } right && right != region => $"bucket '{options.Bucket}' is in {right}, not in {region} as --region says",
        _ => $"bucket '{options.Bucket}' cannot be listed",
    };

    private List<KeyValuePair<string, string>> Always()
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (options.RequesterPays)
            headers.Add(new("x-amz-request-payer", "requester"));
        if (options.ExpectedOwner is { } owner)
            headers.Add(new("x-amz-expected-bucket-owner", owner));
        return headers;
    }

    private string UserAgent()
    {
        var version = HelpText.UserAgentVersion;
        var marks = new List<string> { $"mountpoint-s3/{version}", $"mountpoint-s3-client/{version}", $"os/linux#{Token(Environment.OSVersion.Version.ToString())}" };
        marks.Add($"md/arch#{(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86_64" : "aarch64")}");
        if (options.ReadOnly)
            marks.Add("md/mp-readonly");
        if (options.FromFstab)
            marks.Add("md/mp-fstab");
        if (options.CacheDirectory is not null)
            marks.Add("md/mp-cache#local");
        if (options.EffectiveTtl.Span is { } ttl)
            marks.Add($"md/mp-cache-ttl#{(long)ttl.TotalSeconds}s");
        if (options.Interfaces.Count > 0)
            marks.Add($"md/mp-nw-interfaces#{options.Interfaces.Count}");
        marks.Add("md/engine#csi-s3-engine");
        return $"{(options.UserAgentPrefix is { } prefix ? prefix + " " : "")}{string.Join(' ', marks)}";
    }

    private static string Token(string text) => NotToken().Replace(text, "-");

    [GeneratedRegex(@"[^A-Za-z0-9.!$%&'*+^_`|~-]")]
    private static partial Regex NotToken();
}
