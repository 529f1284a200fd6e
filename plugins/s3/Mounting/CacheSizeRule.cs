using System.Globalization;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// Keeps the cache of mount-s3 below the limit of its emptyDir volume: beyond it the Mountpoint Pod would be evicted, and every workload's mount with
/// it. A volume in memory is left to its user.
/// </summary>
internal static class CacheSizeRule
{
    private const string SizeKey = "--max-cache-size";
    private const string LimitKey = NodeAttributes.CacheEmptyDirSizeLimit;
    private const long Mebibyte = 1 << 20;

    /// <exception cref="CsiException">The limit or the size is no number, or the size is beyond the limit (InvalidArgument).</exception>
    public static void Apply(MountArguments arguments, IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.GetValueOrDefault(NodeAttributes.Cache) != "emptyDir" || attributes.GetValueOrDefault(LimitKey) is not { Length: > 0 } text)
            return;
        if (!ByteQuantity.TryParse(text, out var bytes))
            throw Invalid($"Invalid {LimitKey} \"{text}\": must be a quantity such as 512Mi or 2Gi");
        var (limit, safe) = (bytes / Mebibyte, (long)(bytes * 0.95m) / Mebibyte);
        var asked = Read(arguments.Find(SizeKey));
        if (asked > limit)
        {
            throw Invalid(
                $"{SizeKey} ({asked} MiB) exceeds {LimitKey} ({text} = {limit} MiB). Reduce {SizeKey} or increase {LimitKey}.");
        }

        var isOnDisk = string.IsNullOrEmpty(attributes.GetValueOrDefault(NodeAttributes.CacheEmptyDirMedium));
        if (isOnDisk && (asked is null || asked > safe))
            arguments.Set(SizeKey, safe.ToString(CultureInfo.InvariantCulture));
    }

    private static long? Read(string? text)
    {
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid($"Invalid {SizeKey} \"{text}\": must be a whole number of MiB");
    }

    private static CsiException Invalid(string message) => new(CsiErrorKind.InvalidArgument, message);
}
