using System.Globalization;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>The options of the NFS mount itself: the user's without those that are ours, then each default that is missing, in the documented order.</summary>
internal static class NfsOptions
{
    /// <summary>Options for tunnel, identity and place. <c>addr</c> and <c>clientaddr</c> follow from where the mount connects to.</summary>
    private static readonly HashSet<string> Ours =
    [
        "tls", "notls", "tlsport", "verify", "cafile", "ocsp", "noocsp", "iam", "awsprofile", "awscredsuri", "rolearn", "jwtpath", "accesspoint",
        "az", "azid", "mounttargetip", "crossaccount", "region", "netns", "stunnel", "nodirects3read", "nos3readcache", "addr", "clientaddr",
    ];

    /// <param name="options">The options of the mount.</param>
    /// <param name="kind">The service.</param>
    /// <param name="port">The tunnel's port, which replaces a given one; null connects to the mount target.</param>
    public static OptionList Final(OptionList options, StorageKind kind, int? port)
    {
        var final = options.Clone();
        final.RemoveAll(Ours.Contains);
        if (!final.Has("nfsvers") && !final.Has("vers"))
            final.Set("nfsvers", kind == StorageKind.S3Files ? "4.2" : "4.1");
        SetMissing(final, "rsize", "1048576");
        SetMissing(final, "wsize", "1048576");
        if (!final.Has("soft"))
            SetMissing(final, "hard", null);
        SetMissing(final, "timeo", "600");
        SetMissing(final, "retrans", "2");
        SetMissing(final, "noresvport", null);
        if (port is { } number)
            final.Set("port", number.ToString(CultureInfo.InvariantCulture));
        return final;
    }

    private static void SetMissing(OptionList options, string name, string? value)
    {
        if (!options.Has(name))
            options.Set(name, value);
    }
}
