using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>Makes S3 clients: address by region, configuration and crypto policy; identity by secrets or by the driver's own.</summary>
internal sealed class BucketApis(S3ProvisioningOptions options, ICryptoPolicy policy, IHttpClientFactory clients, TimeProvider time) : IBucketApis
{
    private const int Repeats = 3;
    private readonly ConcurrentDictionary<string, IBucketApi> _own = new(StringComparer.Ordinal);

    public IBucketApi Get(string region, Secrets secrets) => secrets.Count == 0
        ? _own.GetOrAdd(region, name => Create(name, new DriverKeys(options, policy, clients, time).Create(name)))
        : Create(region, Read(secrets));

    private static AWSCredentials Read(Secrets secrets)
    {
        var key = Require(secrets, ParameterKeys.SecretKeyId);
        var secret = Require(secrets, ParameterKeys.SecretAccessKey);
        return secrets.TryGet(ParameterKeys.SecretSessionToken, out var token) && token.Length > 0
            ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
    }

    private static string Require(Secrets secrets, string name) => secrets.TryGet(name, out var value) && value.Length > 0
        ? value
        : throw CsiErrors.InvalidArgument($"secrets[{name}]", $"is missing; the secret has {ParameterKeys.SecretKeyId}, {ParameterKeys.SecretAccessKey} and, for temporary keys, {ParameterKeys.SecretSessionToken}");

    private BucketApi Create(string region, AWSCredentials credentials)
    {
        var config = new AmazonS3Config
        {
            HttpClientFactory = new PolicyHttpFactory(clients),
            ForcePathStyle = options.ForcePathStyle,
            MaxErrorRetry = Repeats,
            IgnoreConfiguredEndpointUrls = true,

            // The additional checksums are not known to every service that speaks S3.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.EndpointUrl.Length > 0)
        {
            config.ServiceURL = options.EndpointUrl;
            config.AuthenticationRegion = region;
            return new BucketApi(new AmazonS3Client(credentials, config), location: null);
        }

        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = policy.GetEndpointMode("s3", region) == EndpointMode.Fips;
        return new BucketApi(new AmazonS3Client(credentials, config), region == "us-east-1" ? null : region);
    }
}
