using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>
/// The mount flags of a request as options. Names are read in any case, values as they are written: ARNs, paths and profiles have capitals. What could be read as
/// more than one option is refused.
/// </summary>
internal static class MountFlags
{
    public const string Field = "volume_capability.mount.mount_flags";

    private const int MaxNameLength = 64;
    private const int MaxValueLength = 1024;

    /// <summary>Values of these are words of the kernel, which knows them in lower case; volumes of earlier releases may have capitals.</summary>
    private static readonly HashSet<string> Words = ["lookupcache", "local_lock", "proto", "sec", "write"];

    /// <exception cref="CsiException">A flag is malformed (InvalidArgument, named by its place since its text may be sensitive).</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Parse(IReadOnlyList<string> flags)
    {
        var options = new List<KeyValuePair<string, string?>>(flags.Count);
        for (var index = 0; index < flags.Count; index++)
            options.Add(Parse(flags[index], $"{Field}[{index}]"));
        return options;
    }

    private static KeyValuePair<string, string?> Parse(string flag, string field)
    {
        var equals = flag.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? flag : flag[..equals]).ToLowerInvariant();
        var value = equals < 0 ? null : flag[(equals + 1)..];
        if (name.Length is 0 or > MaxNameLength || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.'))
            throw CsiErrors.InvalidArgument(field, "must be one option: a name of letters, digits, '_', '-' and '.', alone or with =value");
        if (value is null)
            return KeyValuePair.Create(name, value);
        if (value.Length > MaxValueLength)
            throw CsiErrors.InvalidArgument(field, $"has a value of more than {MaxValueLength} characters");
        if (value.Any(character => char.IsControl(character) || char.IsSurrogate(character)))
            throw CsiErrors.InvalidArgument(field, "must not hold control characters or characters outside the basic plane");
        if (value.Contains(',') && !IsQuotedContext(name, value))
            throw CsiErrors.InvalidArgument(field, "must not hold a comma; write each option as an entry of its own");
        return KeyValuePair.Create(name, (string?)(Words.Contains(name) ? value.ToLowerInvariant() : value));
    }

    /// <summary>SELinux categories hold commas, so kubelet quotes the whole context.</summary>
    private static bool IsQuotedContext(string name, string value) => name is "context" or "fscontext" or "defcontext" or "rootcontext"
        && value.Length > 2 && value[0] == '"' && value.IndexOf('"', 1) == value.Length - 1;
}
