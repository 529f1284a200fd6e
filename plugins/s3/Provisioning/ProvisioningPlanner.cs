using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Reads the parameters of a storage class. Every mistake is named before anything is made.</summary>
internal static class ProvisioningPlanner
{
    /// <exception cref="CsiException">A parameter is wrong (InvalidArgument, names it).</exception>
    public static ProvisioningPlan Plan(CreateVolumeRequest request, S3ProvisioningOptions options)
    {
        var parameters = request.Parameters;
        RejectUnknown(parameters);
        var mode = ReadMode(parameters);
        var region = Read(parameters, ParameterKeys.Region, options.Region);
        if (region.Length == 0)
            throw Invalid(ParameterKeys.Region, "is missing, and no region is configured (AWS_REGION)");
        var handle = mode == ProvisioningMode.Bucket
            ? new VolumeHandle(region, BucketNaming.Create(Read(parameters, ParameterKeys.BucketNamePrefix), request.Name))
            : new VolumeHandle(region, ReadBucket(parameters), PrefixNaming.Create(request.Name, parameters, ReadFlag(parameters, ParameterKeys.EnsureUniqueDirectory, true)));
        return new ProvisioningPlan
        {
            Mode = mode,
            Handle = handle.Check(),
            Tags = VolumeTags.Create(request.Name, ReadFlag(parameters, ParameterKeys.DeleteContents, false), options.ClusterId, Read(parameters, ParameterKeys.Tags)),
            Context = CreateContext(handle, parameters),
        };
    }

    /// <summary>
    /// A node plugin of another version would not know the prefix and would mount the whole bucket. It refuses a volume without a bucket's name, so the bucket
    /// of a prefix goes by another one.
    /// </summary>
    private static Dictionary<string, string> CreateContext(VolumeHandle handle, IReadOnlyDictionary<string, string> parameters)
    {
        var context = handle.Prefix.Length == 0
            ? new Dictionary<string, string>(StringComparer.Ordinal) { [VolumeAttributes.BucketName] = handle.Bucket }
            : new Dictionary<string, string>(StringComparer.Ordinal) { [VolumeAttributes.ProvisionedBucketName] = handle.Bucket, [VolumeAttributes.ProvisionedPrefix] = handle.Prefix };
        if (Read(parameters, ParameterKeys.AuthenticationSource) is { Length: > 0 } source)
            context[VolumeAttributes.AuthenticationSource] = source;
        return context;
    }

    private static void RejectUnknown(IReadOnlyDictionary<string, string> parameters)
    {
        foreach (var key in parameters.Keys)
        {
            if (!key.StartsWith(ParameterKeys.KubernetesPrefix, StringComparison.Ordinal) && !ParameterKeys.Known.Contains(key, StringComparer.Ordinal))
                throw Invalid(key, $"is unknown; the parameters are {string.Join(", ", ParameterKeys.Known)}");
        }
    }

    private static ProvisioningMode ReadMode(IReadOnlyDictionary<string, string> parameters)
    {
        var mode = Read(parameters, ParameterKeys.Mode, "prefix") switch
        {
            "prefix" => ProvisioningMode.Prefix,
            "bucket" => ProvisioningMode.Bucket,
            var other => throw Invalid(ParameterKeys.Mode, $"is '{other}'; it must be prefix or bucket"),
        };
        string[] others = mode == ProvisioningMode.Bucket
            ? [ParameterKeys.BucketName, ParameterKeys.BasePrefix, ParameterKeys.SubPathPattern, ParameterKeys.EnsureUniqueDirectory]
            : [ParameterKeys.BucketNamePrefix];
        return Array.Find(others, parameters.ContainsKey) is { } misplaced
            ? throw Invalid(misplaced, $"does not go with {ParameterKeys.Mode}: {(mode == ProvisioningMode.Bucket ? "bucket" : "prefix")}")
            : mode;
    }

    private static string ReadBucket(IReadOnlyDictionary<string, string> parameters)
    {
        var bucket = Read(parameters, ParameterKeys.BucketName);
        if (bucket.Length == 0)
            throw Invalid(ParameterKeys.BucketName, $"is missing; name the bucket, or set {ParameterKeys.Mode}: bucket");
        return BucketNaming.FindProblem(bucket) is { } problem ? throw Invalid(ParameterKeys.BucketName, $"is '{bucket}'; {problem}") : bucket;
    }

    private static bool ReadFlag(IReadOnlyDictionary<string, string> parameters, string key, bool fallback) => Read(parameters, key) switch
    {
        "" => fallback,
        "true" => true,
        "false" => false,
        var other => throw Invalid(key, $"is '{other}'; it must be true or false"),
    };

    private static string Read(IReadOnlyDictionary<string, string> parameters, string key, string fallback = "") =>
        parameters.GetValueOrDefault(key) is { Length: > 0 } value ? value : fallback;

    private static CsiException Invalid(string key, string problem) => CsiErrors.InvalidArgument($"parameters[{key}]", problem);
}
