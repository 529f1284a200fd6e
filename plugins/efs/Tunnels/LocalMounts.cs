using System.Globalization;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The NFS mounts whose server is a local port. The kernel shows the port that it really uses, which may be another mount's.</summary>
internal static class LocalMounts
{
    private const string Server = "127.0.0.1:";
    private const string PortOption = "port=";
    private const int DefaultPort = 2049;

    public static IReadOnlyList<LocalMount> Read(IMountTable table) => [.. table.Read().Select(Parse).OfType<LocalMount>()];

    /// <summary>Null when it is no NFS mount from this machine.</summary>
    public static LocalMount? Parse(MountEntry entry)
    {
        if (!entry.FileSystemType.StartsWith("nfs", StringComparison.Ordinal) || !entry.Source.StartsWith(Server, StringComparison.Ordinal))
            return null;
        var option = entry.SuperOptions.Concat(entry.Options).FirstOrDefault(option => option.StartsWith(PortOption, StringComparison.Ordinal));
        var port = int.TryParse(option.AsSpan(option is null ? 0 : PortOption.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : DefaultPort;
        return new LocalMount(entry.MountPoint, entry.Source[Server.Length..], port);
    }
}
