using System.Collections.ObjectModel;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Validation;

/// <summary>A driver's rules as checks. ValidateVolumeCapabilities and every other call use these, so they cannot disagree.</summary>
internal static class DriverRules
{
    public static IReadOnlyDictionary<string, string> NoContext { get; } = ReadOnlyDictionary<string, string>.Empty;

    public static Violation? FindCapability(
        IVolumeRules driver, VolumeCapability capability, IReadOnlyDictionary<string, string> volumeContext, string field)
    {
        var rules = driver.Rules;
        if (!rules.AccessModes.Contains(capability.AccessMode))
            return NotOneOf(field + ".access_mode", NameOf(capability.AccessMode), rules.AccessModes.Order().Select(NameOf));
        if (!rules.AccessTypes.Contains(capability.AccessType))
            return NotOneOf(field + ".access_type", NameOf(capability.AccessType), rules.AccessTypes.Order().Select(NameOf));
        if (capability.FileSystemType.Length > 0 && rules.FileSystemTypes is { } types && !types.Contains(capability.FileSystemType))
            return NotOneOf(field + ".mount.fs_type", $"'{capability.FileSystemType}'", types.Order(StringComparer.Ordinal));
        return FindFlag(capability.MountFlags, rules.MountFlags, field + ".mount.mount_flags")
            ?? FindKey("volume_context", volumeContext, rules.VolumeContextKeys)
            ?? (driver.FindViolation(capability, volumeContext) is { Length: > 0 } sentence ? new Violation(sentence) : null);
    }

    public static Violation? FindKey(string field, IReadOnlyDictionary<string, string> map, IReadOnlySet<string>? allowed)
    {
        if (allowed is null)
            return null;
        var unknown = map.Keys.Where(key => !allowed.Contains(key) && !KubernetesKeys.IsKubernetes(key)).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? null : Unsupported($"{field}[{LogText.Clean(unknown)}]", allowed.Order(StringComparer.Ordinal));
    }

    /// <summary>The mode as the specification spells it.</summary>
    public static string NameOf(AccessMode mode) => mode switch
    {
        AccessMode.SingleNodeWriter => "SINGLE_NODE_WRITER",
        AccessMode.SingleNodeReaderOnly => "SINGLE_NODE_READER_ONLY",
        AccessMode.MultiNodeReaderOnly => "MULTI_NODE_READER_ONLY",
        AccessMode.MultiNodeSingleWriter => "MULTI_NODE_SINGLE_WRITER",
        AccessMode.MultiNodeMultiWriter => "MULTI_NODE_MULTI_WRITER",
        AccessMode.SingleNodeSingleWriter => "SINGLE_NODE_SINGLE_WRITER",
        AccessMode.SingleNodeMultiWriter => "SINGLE_NODE_MULTI_WRITER",
        _ => "UNKNOWN",
    };

    private static string NameOf(AccessType type) => type == AccessType.Block ? "block" : "mount";

    // A flag may hold a credential, so it is named by its place.
    private static Violation? FindFlag(IReadOnlyList<string> flags, IReadOnlySet<string>? allowed, string field)
    {
        if (allowed is null)
            return null;
        for (var index = 0; index < flags.Count; index++)
        {
            if (!allowed.Contains(flags[index].Split('=', 2)[0]))
                return Unsupported($"{field}[{index}]", allowed.Order(StringComparer.Ordinal));
        }
        return null;
    }

    private static Violation NotOneOf(string field, string value, IEnumerable<string> supported) =>
        Violation.Of(field, $"{value} is not supported; supported: {string.Join(", ", supported)}");

    private static Violation Unsupported(string field, IEnumerable<string> supported) =>
        Violation.Of(field, string.Join(", ", supported) is { Length: > 0 } list ? $"is not supported; supported: {list}" : "is not supported");
}
