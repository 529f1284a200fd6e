using System.Globalization;
using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>What mount options may not be together, in the order and with the words of the mount helper that this replaces.</summary>
internal static partial class MountOptionRules
{
    private static readonly string[] NeverSupported = ["capath"];
    private static readonly string[] NotOnEfs = ["azid"];
    private static readonly string[] NotOnS3Files = ["az", "crossaccount", "notls", "stunnel"];

    /// <summary>Checks, and adds what an S3 file system always has (<c>tls</c>, <c>iam</c>).</summary>
    /// <exception cref="CsiException">The first broken rule (InvalidArgument).</exception>
    public static void Apply(OptionList options, StorageKind kind)
    {
        if (kind == StorageKind.S3Files)
        {
            if (!options.Has("tls"))
                options.Set("tls", null);
            if (!options.Has("iam"))
                options.Set("iam", null);
        }

        if (FindConflict(options, kind) is { } conflict)
            throw CsiErrors.InvalidArgument(MountFlags.Field, $"are refused: {conflict}");
    }

    public static bool IsRegion(string text) => RegionSyntax().IsMatch(text);

    private static string? FindConflict(OptionList options, StorageKind kind)
    {
        var unsupported = NeverSupported.Concat(kind == StorageKind.S3Files ? NotOnS3Files : NotOnEfs).Where(options.Has).ToList();
        if (unsupported.Count > 0)
            return "Unsupported mount options detected: " + string.Join(", ", unsupported.Select(name => $"\"{name}\""));
        if (kind == StorageKind.S3Files && (options.Find("nfsvers") ?? options.Find("vers")) is "4.0" or "4")
            return "NFSv4.0 is not supported for S3 Files mounts";
        return (options.Has("tls") ? FindTlsConflict(options) : FindMissingTls(options)) ?? FindIdentityConflict(options) ?? FindPlaceConflict(options);
    }

    private static string? FindTlsConflict(OptionList options)
    {
        if (options.Has("port"))
            return "The \"port\" and \"tls\" options are mutually exclusive";
        if (options.Has("tlsport") && !IsPort(options.Find("tlsport")))
            return $"tlsport option [{options.Find("tlsport")}] is not an integer";
        if (options.Has("ocsp") && options.Has("noocsp"))
            return "The \"ocsp\" and \"noocsp\" options are mutually exclusive";
        if (options.Has("notls"))
            return "The \"tls\" and \"notls\" options are mutually exclusive";
        return options.Has("verify") && !IsNumber(options.Find("verify")) ? $"verify option [{options.Find("verify")}] is not an integer" : null;
    }

    private static string? FindMissingTls(OptionList options)
    {
        if (options.Has("accesspoint"))
            return "The \"tls\" option is required when mounting via \"accesspoint\"";
        return options.Has("iam") ? "The \"tls\" option is required when mounting via \"iam\"" : null;
    }

    private static string? FindIdentityConflict(OptionList options)
    {
        if (!options.Has("iam"))
        {
            if (options.Has("awsprofile"))
                return "The \"iam\" option is required when mounting with named profile option";
            if (options.Has("awscredsuri"))
                return "The \"iam\" option is required when mounting with \"awscredsuri\"";
        }

        if (!options.Has("awscredsuri"))
            return null;
        if (options.Has("awsprofile"))
            return "The \"awscredsuri\" and \"awsprofile\" options are mutually exclusive";
        return options.Find("awscredsuri") is ['/', ..] ? null : $"awscredsuri {options.Find("awscredsuri")} is malformed";
    }

    private static string? FindPlaceConflict(OptionList options)
    {
        if (options.Has("mounttargetip") && options.Has("crossaccount"))
            return "mounttargetip option is incompatible with crossaccount option.";
        if (options.Has("mounttargetip") && !IpLiteral.IsValid(options.Find("mounttargetip") ?? ""))
            return "mounttargetip must be an IPv4 or IPv6 address";
        if (options.Has("region") && !IsRegion(options.Find("region") ?? ""))
            return $"Invalid \"region\" mount option specified: '{options.Find("region")}'";
        return LabelNames.Where(options.Has).Select(name => (Name: name, Value: options.Find(name) ?? ""))
            .Where(option => !LabelSyntax().IsMatch(option.Value))
            .Select(option => $"{option.Name} must be the zone's name or id").FirstOrDefault();
    }

    private static readonly string[] LabelNames = ["az", "azid"];

    private static bool IsPort(string? text) => IsNumber(text) && int.Parse(text!, CultureInfo.InvariantCulture) is > 0 and <= 65535;

    private static bool IsNumber(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex RegionSyntax();

    // It becomes a label of a host name.
    [GeneratedRegex(@"\A[a-z0-9-]{1,63}\z")]
    private static partial Regex LabelSyntax();
}
