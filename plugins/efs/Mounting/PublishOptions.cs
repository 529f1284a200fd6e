using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Puts together the options that a volume is mounted with, in the order that the replaced driver passes them.</summary>
internal static partial class PublishOptions
{
    /// <summary>Below this much memory an S3 file system is mounted without its read cache.</summary>
    public const long ReadCacheBytes = 30L * 1024 * 1024 * 1024;

    /// <param name="handle">The volume.</param>
    /// <param name="attributes">Its context.</param>
    /// <param name="isReadOnly">Whether the workload may only read.</param>
    /// <param name="flags">The mount flags.</param>
    /// <param name="zone">The node's zone, which chooses from the map of addresses; empty when not known.</param>
    /// <param name="memoryBytes">The memory limit; 0 when not known.</param>
    /// <exception cref="CsiException">They contradict each other (InvalidArgument).</exception>
    public static OptionList Assemble(
        VolumeHandle handle, VolumeAttributes attributes, bool isReadOnly, IReadOnlyList<string> flags, string zone, long memoryBytes)
    {
        CheckS3Files(handle, attributes);
        var options = new OptionList();
        if (MountTargetIp(attributes, zone) is { } address)
            options.Set("mounttargetip", address);
        if (handle.AccessPointId.Length > 0)
        {
            options.Set("accesspoint", handle.AccessPointId);
            options.Set("tls", null);
        }

        if (attributes.EncryptsInTransit)
            options.Set("tls", null);
        if (attributes.IsCrossAccount)
            options.Set("crossaccount", null);
        if (isReadOnly)
            options.Set("ro", null);
        AddFlags(options, handle, attributes, flags);
        if (handle.Kind == StorageKind.S3Files && memoryBytes < ReadCacheBytes)
            options.Set("nos3readcache", null);
        return options;
    }

    private static string? MountTargetIp(VolumeAttributes attributes, string zone)
    {
        if (attributes.MountTargetIp is { } address)
            return address;
        // A target in another zone is better than none: it works, and costs transfer between zones.
        return attributes.MountTargetIps is not { Count: > 0 } map ? null
            : map.FirstOrDefault(entry => entry.Key == zone, map[0]).Value;
    }

    private static void AddFlags(OptionList options, VolumeHandle handle, VolumeAttributes attributes, IReadOnlyList<string> flags)
    {
        foreach (var (name, value) in MountFlags.Parse(flags))
        {
            switch (name)
            {
                case "crossaccount":
                    throw CsiErrors.InvalidArgument(MountFlags.Field, "must not hold crossaccount; set crossaccount: \"true\" in the volume's attributes");
                case "accesspoint" when handle.AccessPointId.Length > 0 && value != handle.AccessPointId:
                    throw CsiErrors.InvalidArgument(
                        MountFlags.Field, $"must not hold an accesspoint other than the one of the volume handle, {handle.AccessPointId}");
                case "accesspoint" when handle.AccessPointId.Length == 0 && !AccessPointSyntax().IsMatch(value ?? ""):
                    throw CsiErrors.InvalidArgument(MountFlags.Field, $"Access Point ID {value} is malformed; it is fsap- and 17 hexadecimal digits");
                case "tls" when !attributes.EncryptsInTransit:
                    throw CsiErrors.InvalidArgument(MountFlags.Field, "must not hold tls, because encryptInTransit is false");
                case "stunnel" when handle.Kind == StorageKind.S3Files:
                    throw CsiErrors.InvalidArgument(MountFlags.Field, "must not hold stunnel: S3 Files volumes do not support it");
                // It would point the node's credentials look-up at another pod's role.
                case var _ when name.StartsWith("awscredsuri", StringComparison.Ordinal):
                    break;
                default:
                    options.Set(name, value);
                    break;
            }
        }
    }

    private static void CheckS3Files(VolumeHandle handle, VolumeAttributes attributes)
    {
        if (handle.Kind != StorageKind.S3Files)
            return;
        if (!attributes.EncryptsInTransit)
            throw CsiErrors.InvalidArgument("volume_context[encryptInTransit]", "must not be false: S3 Files volumes are always encrypted in transit");
        if (attributes.IsCrossAccount)
            throw CsiErrors.InvalidArgument("volume_context[crossaccount]", "must not be true: S3 Files volumes do not support it");
    }

    [GeneratedRegex(@"\Afsap-[0-9a-f]{17}\z")]
    private static partial Regex AccessPointSyntax();
}
