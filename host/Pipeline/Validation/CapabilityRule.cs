using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Validation;

/// <summary>One volume capability or a list of them: whole, of known values and of bounded size.</summary>
internal sealed class CapabilityRule<TRequest>(
    string field, Func<TRequest, int> count, Func<TRequest, int, CapabilityView> at, bool isRequired) : FieldRule<TRequest>(field, isRequired)
{
    public const int MaxFlagBytes = 4096;

    /// <summary>Whether the field is a list, whose entries are named by their index.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether the entries must agree on the access type: one volume is not a file system and a device at once.</summary>
    public bool IsOneType { get; init; }

    public override Violation? Find(TRequest request, RuleContext context)
    {
        var entries = count(request);
        if (entries == 0)
            return FindMissing();
        for (var index = 0; index < entries; index++)
        {
            if (FindOne(IsList ? $"{Field}[{index}]" : Field, at(request, index)) is { } violation)
                return violation;
        }
        return IsOneType && Enumerable.Range(1, entries - 1).Any(index => at(request, index).HasBlock != at(request, 0).HasBlock)
            ? Violation.Of(Field, "mixes block and mount")
            : null;
    }

    private static Violation? FindOne(string field, CapabilityView capability)
    {
        if (!capability.HasMount && !capability.HasBlock)
            return Violation.Of(field + ".access_type", "is required: set block or mount");
        if (!capability.HasAccessMode || capability.AccessMode == (int)AccessMode.Unknown)
            return Violation.Of(field + ".access_mode", "is required");
        if (capability.AccessMode is < 0 or > (int)AccessMode.SingleNodeMultiWriter)
            return Violation.Of(field + ".access_mode", $"has the unknown mode {capability.AccessMode}");
        return capability.HasMount ? FindMount(field + ".mount", capability) : null;
    }

    private static Violation? FindMount(string field, CapabilityView capability)
    {
        // Flags may be sensitive, so no message shows one.
        var bytes = capability.MountFlags.Sum(Utf8Size.Of);
        if (bytes > MaxFlagBytes)
            return Violation.Of(field + ".mount_flags", $"has {bytes} bytes; the limit is {MaxFlagBytes}");
        if (capability.MountFlags.Any(flag => flag.Length == 0 || flag.Any(char.IsControl)))
            return Violation.Of(field + ".mount_flags", "has an empty entry or one with a control character");
        return TextRule<TRequest>.Find(field + ".fs_type", capability.FileSystemType, false, 128, TextKind.Id)
            ?? TextRule<TRequest>.Find(field + ".volume_mount_group", capability.VolumeMountGroup, false, 128, TextKind.Id);
    }
}
