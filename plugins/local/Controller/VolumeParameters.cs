using System.Globalization;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Native;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>What a storage class may say about a volume: the owner and the permission bits of its top folder.</summary>
internal sealed record VolumeParameters
{
    /// <summary>Permission bits in octal, for example <c>0770</c>. May be changed later (VolumeAttributesClass).</summary>
    public const string DirectoryModeKey = "directoryMode";

    public const string UserKey = "uid";

    public const string GroupKey = "gid";

    private const uint Unchanged = uint.MaxValue; // as chown(2) takes it

    public static IReadOnlySet<string> Keys { get; } = new HashSet<string> { DirectoryModeKey, UserKey, GroupKey };

    public static IReadOnlySet<string> MutableKeys { get; } = new HashSet<string> { DirectoryModeKey };

    public uint? DirectoryMode { get; private init; }

    public uint User { get; private init; } = Unchanged;

    public uint Group { get; private init; } = Unchanged;

    /// <summary>Reads parameters; those of Kubernetes itself are left aside.</summary>
    /// <param name="parameters">The pairs.</param>
    /// <param name="keys">The keys that are allowed here.</param>
    /// <param name="field">The request field, for errors.</param>
    public static VolumeParameters Parse(IReadOnlyDictionary<string, string> parameters, IReadOnlySet<string> keys, string field)
    {
        var result = new VolumeParameters();
        foreach (var (key, value) in parameters.Where(pair => !IsOfKubernetes(pair.Key)))
        {
            if (!keys.Contains(key))
                throw CsiErrors.InvalidArgument($"{field}[{key}]", $"is not known; allowed: {string.Join(", ", keys.Order())}");
            result = key switch
            {
                DirectoryModeKey => result with { DirectoryMode = ParseMode(value, field) },
                UserKey => result with { User = ParseId(value, key, field) },
                _ => result with { Group = ParseId(value, key, field) },
            };
        }

        return result;
    }

    /// <summary>The parameters of a create call as they are recorded: the mutable ones win, those of Kubernetes are left out.</summary>
    public static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> mutableParameters)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parameters.Concat(mutableParameters).Where(pair => !IsOfKubernetes(pair.Key)))
            merged[key] = value;
        return merged;
    }

    /// <summary>Applies what was given; what was not stays as it is.</summary>
    public void Apply(Folder folder)
    {
        if (User != Unchanged || Group != Unchanged)
            Folder.Check(Libc.ChangeOwner(folder.Handle, User, Group), "set the owner of a volume");
        if (DirectoryMode is { } mode)
            Folder.Check(Libc.ChangeMode(folder.Handle, mode), "set the permissions of a volume");
    }

    private static bool IsOfKubernetes(string key) =>
        key.StartsWith("csi.storage.k8s.io/", StringComparison.Ordinal) || key.StartsWith("storage.kubernetes.io/", StringComparison.Ordinal);

    private static uint ParseMode(string value, string field)
    {
        if (value.Length is < 3 or > 4 || !value.All(digit => digit is >= '0' and <= '7'))
            throw CsiErrors.InvalidArgument($"{field}[{DirectoryModeKey}]", "must be three or four octal digits, for example 0770");
        return Convert.ToUInt32(value, 8);
    }

    private static uint ParseId(string value, string key, string field)
    {
        if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Unchanged)
            throw CsiErrors.InvalidArgument($"{field}[{key}]", "must be a number from 0 to 4294967294");
        return id;
    }
}
