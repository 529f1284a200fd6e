using System.Text.RegularExpressions;

namespace CsiHost.Plugins.Efs.Volumes;

/// <summary>
/// A volume id: <c>[type:]fsId[:path[:accessPointId]]</c>. Both forms are read; <see cref="ToString"/> writes EFS without a prefix, which every
/// release reads and Fargate's own mounter demands.
/// </summary>
internal sealed partial record VolumeHandle
{
    private const string EfsPrefix = "efs";

    private const string S3FilesPrefix = "s3files";

    public StorageKind Kind { get; init; }

    /// <summary>A file-system id (<c>fs-…</c>), or a DNS name that holds one.</summary>
    public required string FileSystemId { get; init; }

    /// <summary>The path in the file system, cleaned; empty when the handle has none, which is the root.</summary>
    public string Path { get; init; } = "";

    /// <summary>Empty when the handle has none.</summary>
    public string AccessPointId { get; init; } = "";

    /// <summary>Whether the file system is named by DNS instead of by its id.</summary>
    public bool IsDnsName => !IsFileSystemId(FileSystemId);

    public static bool IsFileSystemId(string text) => FileSystemIdSyntax().IsMatch(text);

    public static bool IsAccessPointId(string text) => AccessPointIdSyntax().IsMatch(text);

    /// <summary>Reads a handle.</summary>
    /// <returns>Null, with the problem, when it is malformed. The problem begins with the field that is wrong and shows no more than 64 characters of it.</returns>
    public static VolumeHandle? Parse(string text, out string problem)
    {
        var parts = text.Split(':');
        var isPrefixed = parts[0] is EfsPrefix or S3FilesPrefix;
        var start = isPrefixed ? 1 : 0;
        problem = Check(parts.AsSpan(start), isPrefixed);
        if (problem.Length > 0)
            return null;
        var handle = new VolumeHandle
        {
            Kind = parts[0] == S3FilesPrefix ? StorageKind.S3Files : StorageKind.Efs,
            FileSystemId = parts[start],
            Path = parts.Length > start + 1 && parts[start + 1].Length > 0 ? GoPath.Clean(parts[start + 1]) : "",
            AccessPointId = parts.Length > start + 2 ? parts[start + 2] : "",
        };
        if (handle.Kind == StorageKind.S3Files && handle.IsDnsName)
            problem = "the file system id of an S3 Files volume must be fs- and 8 to 40 hexadecimal digits";
        return problem.Length == 0 ? handle : null;
    }

    public override string ToString()
    {
        var prefix = Kind == StorageKind.S3Files ? S3FilesPrefix + ":" : "";
        return (Path, AccessPointId) switch
        {
            ("", "") => prefix + FileSystemId,
            (_, "") => $"{prefix}{FileSystemId}:{Path}",
            _ => $"{prefix}{FileSystemId}:{Path}:{AccessPointId}",
        };
    }

    private static string Check(ReadOnlySpan<string> parts, bool isPrefixed)
    {
        if (parts.Length == 0)
            return "the file system id is missing after the type; write type:fs-id[:path[:access-point-id]]";
        if (parts.Length > 3)
            return "has too many fields; write [type:]fs-id[:path[:access-point-id]] with type efs or s3files";
        if (parts[0].Length == 0)
            return isPrefixed ? "the file system id is missing after the type" : "the file system id is missing";
        if (!IsFileSystemId(parts[0]) && !DnsNameSyntax().IsMatch(parts[0]))
            return $"the file system id '{Shorten(parts[0])}' must be fs- and 8 to 40 hexadecimal digits, or the file system's DNS name";
        if (parts.Length > 1 && parts[1].AsSpan().ContainsAnyInRange('\0', '\x1f'))
            return "the path has a control character";
        return parts.Length > 2 && parts[2].Length > 0 && !IsAccessPointId(parts[2])
            ? $"the access point id '{Shorten(parts[2])}' must be fsap- and 8 to 40 hexadecimal digits"
            : "";
    }

    private static string Shorten(string text)
    {
        var clean = string.Concat(text.Take(64).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
        return text.Length > 64 ? clean + "…" : clean;
    }

    [GeneratedRegex(@"\Afs-[0-9a-f]{8,40}\z")]
    private static partial Regex FileSystemIdSyntax();

    [GeneratedRegex(@"\Afsap-[0-9a-f]{8,40}\z")]
    private static partial Regex AccessPointIdSyntax();

    [GeneratedRegex(@"\A(?:[a-z0-9][a-z0-9-]*\.)?fs-[0-9a-f]{8,40}\.[a-z0-9][a-z0-9.-]*[a-z0-9]\z")]
    private static partial Regex DnsNameSyntax();
}
