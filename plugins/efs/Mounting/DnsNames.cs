using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>The DNS names of file systems.</summary>
internal static partial class DnsNames
{
    /// <summary>Fills <c>dns_name_format</c>.</summary>
    /// <param name="format">The format; <c>{az}.</c> or <c>{az_id}.</c> goes away without a zone.</param>
    /// <param name="fileSystemId">The file system.</param>
    /// <param name="zone">The zone's name or id; null without.</param>
    /// <param name="region">The region.</param>
    /// <param name="suffix">The suffix; asked for only when the format has it.</param>
    /// <exception cref="CsiException">The format is wrong (FailedPrecondition).</exception>
    public static string Fill(string format, string fileSystemId, string? zone, string region, Func<string> suffix)
    {
        if (!format.Contains("{fs_id}", StringComparison.Ordinal))
            throw CsiErrors.FailedPrecondition($"dns_name_format must include {{fs_id}}: {format}");
        if (string.IsNullOrEmpty(zone))
            format = format.Replace("{az}.", "", StringComparison.Ordinal).Replace("{az_id}.", "", StringComparison.Ordinal);
        var name = format
            .Replace("{az}", zone, StringComparison.Ordinal)
            .Replace("{az_id}", zone, StringComparison.Ordinal)
            .Replace("{fs_id}", fileSystemId, StringComparison.Ordinal)
            .Replace("{region}", region, StringComparison.Ordinal);
        if (name.Contains("{dns_name_suffix}", StringComparison.Ordinal))
            name = name.Replace("{dns_name_suffix}", suffix(), StringComparison.Ordinal);
        return name.AsSpan().ContainsAny('{', '}')
            ? throw CsiErrors.FailedPrecondition(
                $"dns_name_format has an incorrect number of fields; known are {{az}}, {{az_id}}, {{fs_id}}, {{region}} and {{dns_name_suffix}}: {format}")
            : name;
    }

    /// <summary>The name of a file system of another account, which is resolved by zone id whatever the format says.</summary>
    public static string OfOtherAccount(string fileSystemId, string zoneId, string region, string suffix) =>
        $"{zoneId}.{fileSystemId}.efs.{region}.{suffix}";

    /// <summary>The name that the server's certificate must have: from the file system's id on.</summary>
    public static string WithoutZone(string name, string fileSystemId)
    {
        var start = name.IndexOf(fileSystemId, StringComparison.Ordinal);
        return start < 0 ? name : name[start..];
    }

    /// <summary>The region that a format names by itself, as old configuration files do; null when it has none.</summary>
    public static string? LegacyRegion(string format)
    {
        var parts = format.Split('.');
        var index = format.Contains("{dns_name_suffix}", StringComparison.Ordinal) ? parts.Length - 2
            : format.Contains("amazonaws.com", StringComparison.Ordinal) ? parts.Length - 3
            : -1;
        return index >= 0 && !parts[index].Contains('{') && parts[index].Length > 0 ? parts[index] : null;
    }

    /// <summary>Takes a full name apart; null when it is none of a file system.</summary>
    public static (string? Zone, string FileSystemId, string Region)? Parse(string name) => Syntax().Match(name) is { Success: true } match
        ? (match.Groups["az"].Success ? match.Groups["az"].Value : null, match.Groups["fs_id"].Value, match.Groups["region"].Value)
        : null;

    [GeneratedRegex(@"\A((?<az>[a-z0-9-]+)\.)?(?<fs_id>fs-[0-9a-f]+)\.(?:[a-z-]+\.)+(?<region>[a-z0-9-]+)\.(?<dns_name_suffix>[a-z0-9.-]+)\z")]
    private static partial Regex Syntax();
}
