using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>The tags by which the driver knows again what it made. Nothing without them is ever deleted.</summary>
internal static class VolumeTags
{
    public const string VolumeName = PodKeys.Prefix + "volume-name";
    public const string DeleteContents = PodKeys.Prefix + "delete-contents";
    public const string Cluster = PodKeys.Prefix + "cluster";

    // Of an object; a bucket may have more.
    private const int Most = 10;

    public static IReadOnlyDictionary<string, string> Create(string volumeName, bool deleteContents, string clusterId, string configured)
    {
        var tags = Parse(configured);
        tags[VolumeName] = volumeName;
        tags[DeleteContents] = deleteContents ? "true" : "false";
        if (clusterId.Length > 0)
            tags[Cluster] = clusterId;
        return tags.Count <= Most ? tags : throw Invalid($"has too many tags: with the driver's own there are {tags.Count}, and S3 takes {Most}");
    }

    public static bool MayDeleteContents(IReadOnlyDictionary<string, string> tags) => tags.GetValueOrDefault(DeleteContents) == "true";

    private static Dictionary<string, string> Parse(string text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw Invalid($"has '{part}'; it must be a list such as team=storage,stage=test");
            var key = part[..equals].Trim();
            if (key.StartsWith(PodKeys.Prefix, StringComparison.Ordinal) || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Invalid($"has the key '{key}'; keys that begin with {PodKeys.Prefix} or aws: are reserved");
            tags[key] = part[(equals + 1)..].Trim();
        }

        return tags;
    }

    private static CsiException Invalid(string problem) => CsiErrors.InvalidArgument($"parameters[{ParameterKeys.Tags}]", problem);
}
