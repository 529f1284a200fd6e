using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The whole environment of mount-s3.</summary>
internal static class EngineEnvironment
{
    /// <summary>Merges, later ones winning: the volume's own, the driver's region settings, the credentials'.</summary>
    public static SortedDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> user, S3NodeOptions options, IReadOnlyDictionary<string, string> credentials)
    {
        var merged = new SortedDictionary<string, string>(ByteOrder.Comparer);
        Add(merged, user);
        Add(merged, Defaults(options));
        Add(merged, credentials);
        return merged;
    }

    /// <summary><c>KEY=VALUE</c> in byte order.</summary>
    public static IReadOnlyList<string> Encode(IReadOnlyDictionary<string, string> environment) =>
        [.. environment.Select(static pair => $"{pair.Key}={pair.Value}").Order(ByteOrder.Comparer)];

    private static Dictionary<string, string> Defaults(S3NodeOptions options)
    {
        (string Key, string Value)[] known =
        [
            ("AWS_REGION", options.Region), ("AWS_DEFAULT_REGION", options.DefaultRegion),
            ("AWS_STS_REGIONAL_ENDPOINTS", options.StsRegionalEndpoints),
        ];
        return known.Where(static pair => pair.Value.Length > 0).ToDictionary(static pair => pair.Key, static pair => pair.Value);
    }

    private static void Add(SortedDictionary<string, string> merged, IReadOnlyDictionary<string, string> more)
    {
        foreach (var (key, value) in more)
            merged[key] = value;
    }
}
