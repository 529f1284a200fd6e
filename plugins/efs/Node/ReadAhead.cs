using System.Globalization;
using CsiHost.Abstractions.Mounts;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>
/// Raises the read-ahead of NFS mounts: from kernel 5.4 on the default is 128 KiB, a fraction of one read of EFS. The device comes from the mount table, so
/// the mount itself is not asked.
/// </summary>
internal sealed partial class ReadAhead(ILogger<ReadAhead> logger)
{
    private const int DefaultReadBytes = 1048576;
    private static readonly Version FirstKernel = new(5, 4);

    /// <summary>Where the kernel shows its devices, and its release; tests have their own.</summary>
    public string Devices { get; init; } = "/sys/class/bdi";

    public string KernelRelease { get; init; } = Environment.OSVersion.Version.ToString();

    /// <summary>Never fails: a mount without it works.</summary>
    public void Raise(MountEntry entry, IReadOnlyList<string> options)
    {
        if (!IsNeeded(KernelRelease))
            return;
        try
        {
            File.WriteAllText(Path.Combine(Devices, entry.Device, "read_ahead_kb"), Kibibytes(options).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotRaised(entry.MountPoint, exception.Message);
        }
    }

    internal static bool IsNeeded(string release) =>
        Version.TryParse(string.Concat(release.TakeWhile(character => char.IsAsciiDigit(character) || character == '.')).TrimEnd('.'), out var version)
        && version >= FirstKernel;

    /// <summary>Fifteen reads.</summary>
    internal static int Kibibytes(IReadOnlyList<string> options)
    {
        var text = options.LastOrDefault(option => option.StartsWith("rsize=", StringComparison.Ordinal));
        var read = text is not null && int.TryParse(text.AsSpan("rsize=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : DefaultReadBytes;
        return (int)(15L * read / 1024);
    }

    [LoggerMessage(2030, LogLevel.Warning, "The read-ahead of {MountPoint} was not raised: {Reason}")]
    private partial void LogNotRaised(string mountPoint, string reason);
}
