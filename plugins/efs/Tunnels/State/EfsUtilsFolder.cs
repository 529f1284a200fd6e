using System.Globalization;
using System.Text.Json;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>
/// The directory where efs-utils keeps its mounts. Every tunnel leaves there what efs-utils would, so that going back to it is an upgrade like any
/// other: its watchdog finds the state, misses the process, and starts its own on the same port.
/// </summary>
internal sealed class EfsUtilsFolder(TimeProvider time)
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes the files of a tunnel; the state file comes last.</summary>
    public void Write(TunnelRecord record, TunnelSettings settings, IssuedCertificate? certificate, TunnelProcess process)
    {
        var files = new TunnelFiles(settings, record.Name);
        Directory.CreateDirectory(settings.StateDirectory, settings.StateDirectoryMode);
        if (certificate is not null)
            WriteCertificate(files, certificate);
        Replace(files.Configuration, process.Configuration);
        var state = Describe(record, files, certificate, process);
        Replace(files.State, JsonSerializer.Serialize(state, EfsUtilsStateJson.Default.EfsUtilsState));
    }

    /// <summary>Puts a new certificate in place of the old one, as a whole.</summary>
    public static void WriteCertificate(TunnelFiles files, IssuedCertificate certificate)
    {
        Directory.CreateDirectory(files.Directory, files.Settings.StateDirectoryMode);
        Replace(files.Certificate, certificate.Certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Removes the files of a tunnel; those that are gone are no error.</summary>
    public static void Delete(TunnelFiles files)
    {
        if (!Directory.Exists(files.Settings.StateDirectory))
            return;
        foreach (var file in new[] { files.Temporary, files.State, files.Configuration })
            File.Delete(file);
        if (Directory.Exists(files.Directory))
            Directory.Delete(files.Directory, recursive: true);
    }

    /// <summary>The ports that mounts have, or are about to get.</summary>
    public static HashSet<int> Ports(TunnelSettings settings) => Directory.Exists(settings.StateDirectory)
        ? [.. Directory.EnumerateFileSystemEntries(settings.StateDirectory).Select(path => TunnelNames.PortOf(Path.GetFileName(path))).OfType<int>()]
        : [];

    private EfsUtilsState Describe(TunnelRecord record, TunnelFiles files, IssuedCertificate? certificate, TunnelProcess process)
    {
        var request = record.Request;
        return new EfsUtilsState
        {
            ProcessId = process.ProcessId,
            Command = process.Command,
            Files = [files.Configuration],
            MountTime = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
            MountPoint = request.Target,
            ServiceType = request.IsS3Files ? ConnectRequest.S3FilesService : ConnectRequest.EfsService,
            CredentialsMethod = certificate?.CredentialsMethod,
            AccessPoint = request.AccessPointId,
            MountStateDirectory = certificate is null ? null : Path.GetFileName(files.Directory),
            CommonName = certificate is null ? null : request.DnsName,
            Region = certificate is null ? null : request.Region,
            FileSystemId = certificate is null ? null : request.FileSystemId,
            Certificate = certificate is null ? null : files.Certificate,
            PrivateKey = certificate is null ? null : files.Settings.KeyFile,
            CertificateCreationTime = certificate?.IssuedAt.UtcDateTime.ToString("yyMMddHHmmss'Z'", CultureInfo.InvariantCulture),
        };
    }

    private static void Replace(string path, string content)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path).GetHashCode(StringComparison.Ordinal):x8}.tmp");
        File.WriteAllText(temporary, content);
        File.SetUnixFileMode(temporary, FileMode);
        File.Move(temporary, path, overwrite: true);
    }
}
