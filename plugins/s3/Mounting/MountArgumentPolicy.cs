using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>What a volume's mount options may say, and what the driver adds.</summary>
internal static class MountArgumentPolicy
{
    public const string ReadOnly = "--read-only";
    public const string AllowOther = "--allow-other";
    public const string AllowRoot = "--allow-root";
    public const string Region = "--region";
    public const string MaxAttempts = "--aws-max-attempts";
    public const string UserAgentPrefix = "--user-agent-prefix";

    /// <summary>What is wrong with a volume's mount options by themselves; null when nothing is.</summary>
    public static string? FindViolation(IEnumerable<string> options)
    {
        var arguments = MountArguments.Parse(options);
        if (arguments.Has("-o"))
            return "Running mount-s3 with mount flag -o is not supported in CSI Driver.";
        return arguments.Has("--ca-bundle") ? "Running mount-s3 with --ca-bundle is not supported in CSI Driver." : null;
    }

    /// <summary>The arguments of one publish.</summary>
    /// <param name="options">The volume's mount options.</param>
    /// <param name="isReadOnly">Whether the workload only reads.</param>
    /// <param name="group">The group that owns the files, in decimal; empty for none.</param>
    /// <param name="attributes">The volume's attributes.</param>
    /// <exception cref="CsiException">An option is not supported, or the cache does not fit its volume (InvalidArgument).</exception>
    public static MountArguments Apply(
        IReadOnlyList<string> options, bool isReadOnly, string group, IReadOnlyDictionary<string, string> attributes)
    {
        if (FindViolation(options) is { } violation)
            throw new CsiException(CsiErrorKind.InvalidArgument, violation);
        var arguments = MountArguments.Parse(isReadOnly ? [ReadOnly, .. options] : options);
        CacheSizeRule.Apply(arguments, attributes);
        if (group.Length > 0)
        {
            arguments.SetIfAbsent("--gid", group);
            arguments.SetIfAbsent(AllowOther);
            arguments.SetIfAbsent("--dir-mode", "770");
            arguments.SetIfAbsent("--file-mode", "660");
        }

        // Without it the user of the Mountpoint Pod alone could look at the mount, and no workload runs as that.
        if (!arguments.Has(AllowOther))
            arguments.SetIfAbsent(AllowRoot);
        return arguments;
    }
}
