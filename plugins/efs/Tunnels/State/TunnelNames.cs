using System.Security.Cryptography;
using System.Text;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>The names that efs-utils gives a mount's files: <c>FILE_SYSTEM.MOUNT_POINT.PORT</c>.</summary>
internal static class TunnelNames
{
    /// <summary>The name of a configuration file starts with this.</summary>
    public const string ConfigurationPrefix = "stunnel-config.";

    private const int MaxFileName = 255;
    private const int HashDigits = 16;

    /// <summary>A mount point as part of a file name: dots for slashes, none in front.</summary>
    public static string Safe(string mountPoint) => mountPoint.Replace('/', '.').TrimStart('.');

    /// <summary>The base name. One that would be too long for a file name has a hash in place of the mount point's middle.</summary>
    public static string Base(string fileSystemId, string mountPoint, int port)
    {
        var safe = Safe(mountPoint);
        var room = MaxFileName - ConfigurationPrefix.Length - Encoding.UTF8.GetByteCount($"{fileSystemId}..{port}");
        if (Encoding.UTF8.GetByteCount(safe) <= room)
            return $"{fileSystemId}.{safe}.{port}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mountPoint)))[..HashDigits];
        return $"{fileSystemId}.{Cut(safe, room - HashDigits - 1)}-{hash}.{port}";
    }

    /// <summary>The port at the end of a name; null when there is none.</summary>
    public static int? PortOf(string name) =>
        int.TryParse(name.AsSpan(name.LastIndexOf('.') + 1).TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : null;

    private static string Cut(string text, int bytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > bytes)
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return text;
    }
}
