using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>
/// Turns mount(8)-style options into what mount(2) takes. Later options win. An entry is one option: a comma or control character would
/// smuggle in another one, so it is refused, except for commas inside the quotes of a SELinux context.
/// </summary>
internal static class MountOptionParser
{
    // The kernel copies one page, including the terminating zero.
    private const int MaxDataBytes = 4095;
    private const string Field = "mount_flags";
    private const MountFlags AccessTimes = MountFlags.NoAtime | MountFlags.RelAtime | MountFlags.StrictAtime;

    /// <summary>Parses a list of options.</summary>
    /// <exception cref="CsiException">An option is malformed or would change what kind of mount it is (InvalidArgument).</exception>
    public static ParsedMountOptions Parse(IEnumerable<string> options)
    {
        var flags = MountFlags.None;
        var data = new List<string>();
        foreach (var option in options)
        {
            Check(option);
            if (IsStructural(option))
                throw CsiErrors.InvalidArgument(Field, $"must not hold '{option}': the host decides how a volume is bound and shared");
            if (Flag(option) is { } change)
                flags = (flags & ~change.Clear) | change.Set;
            else if (!IsForUserSpace(option))
                data.Add(option);
        }

        var text = string.Join(',', data);
        if (Encoding.UTF8.GetByteCount(text) > MaxDataBytes)
            throw CsiErrors.InvalidArgument(Field, $"are longer than {MaxDataBytes} bytes together");
        return new ParsedMountOptions(flags, text);
    }

    /// <summary>Parses the options of a bind mount, which has no file-system options of its own.</summary>
    public static MountFlags ParsePerMount(IEnumerable<string> options)
    {
        var parsed = Parse(options);
        return parsed.Data.Length == 0
            ? parsed.Flags
            : throw CsiErrors.InvalidArgument(Field, "of a bind mount may hold per-mount flags only");
    }

    /// <summary>Refuses what could be read as more than one option.</summary>
    public static void Check(string option)
    {
        if (option.Length == 0)
            throw CsiErrors.InvalidArgument(Field, "must not hold an empty option");
        if (option.Any(char.IsControl))
            throw CsiErrors.InvalidArgument(Field, "must not hold control characters");
        if (option.Contains(',') && !IsQuotedContext(option))
            throw CsiErrors.InvalidArgument(Field, "must hold one option an entry, without commas");
    }

    private static bool IsQuotedContext(string option)
    {
        var equals = option.IndexOf('=');
        return equals > 0 && option[..equals] is "context" or "fscontext" or "defcontext" or "rootcontext"
            && option.Length > equals + 2 && option[equals + 1] == '"' && option.IndexOf('"', equals + 2) == option.Length - 1;
    }

    private static bool IsStructural(string option) => option is "bind" or "rbind" or "move" or "remount"
        or "shared" or "rshared" or "slave" or "rslave" or "private" or "rprivate" or "unbindable" or "runbindable";

    // Addressed to mount(8), init systems or nobody; the kernel would refuse them.
    private static bool IsForUserSpace(string option) =>
        option is "defaults" or "auto" or "noauto" or "user" or "nouser" or "users" or "group" or "owner" or "_netdev" or "nofail"
        || option.StartsWith("x-", StringComparison.Ordinal) || option.StartsWith("X-", StringComparison.Ordinal)
        || option.StartsWith("comment=", StringComparison.Ordinal);

    private static (MountFlags Set, MountFlags Clear)? Flag(string option) => option switch
    {
        "ro" => (MountFlags.ReadOnly, default),
        "rw" => (default, MountFlags.ReadOnly),
        "nosuid" => (MountFlags.NoSuid, default),
        "suid" => (default, MountFlags.NoSuid),
        "nodev" => (MountFlags.NoDev, default),
        "dev" => (default, MountFlags.NoDev),
        "noexec" => (MountFlags.NoExec, default),
        "exec" => (default, MountFlags.NoExec),
        "sync" => (MountFlags.Synchronous, default),
        "async" => (default, MountFlags.Synchronous),
        "dirsync" => (MountFlags.DirSync, default),
        "nosymfollow" => (MountFlags.NoSymFollow, default),
        "symfollow" => (default, MountFlags.NoSymFollow),
        "noatime" => (MountFlags.NoAtime, AccessTimes),
        "relatime" => (MountFlags.RelAtime, AccessTimes),
        "strictatime" => (MountFlags.StrictAtime, AccessTimes),
        "atime" or "norelatime" or "nostrictatime" => (default, AccessTimes),
        "nodiratime" => (MountFlags.NoDirAtime, default),
        "diratime" => (default, MountFlags.NoDirAtime),
        "lazytime" => (MountFlags.LazyTime, default),
        "nolazytime" => (default, MountFlags.LazyTime),
        "iversion" => (MountFlags.IVersion, default),
        "noiversion" => (default, MountFlags.IVersion),
        "mand" => (MountFlags.Mandatory, default),
        "nomand" => (default, MountFlags.Mandatory),
        "silent" => (MountFlags.Silent, default),
        "loud" => (default, MountFlags.Silent),
        _ => null,
    };
}
