using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsiHost.Plugins.Efs.Credentials;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>Reads the mounts that efs-utils 1.x to 3.x left: a state file, and the configuration file of its tunnel's process.</summary>
internal sealed partial class EfsUtilsStateReader(ILogger<EfsUtilsStateReader> logger)
{
    private const string StatePrefix = "fs-";

    /// <summary>The state of the mount at a path whose tunnel has a port; null when there is none that can be read.</summary>
    public EfsUtilsState? Find(string stateDirectory, string mountPoint, int port)
    {
        var key = $".{TunnelNames.Safe(mountPoint)}.{port}";
        return Directory.Exists(stateDirectory)
            ? Directory.EnumerateFiles(stateDirectory, StatePrefix + "*").Where(path => path.EndsWith(key, StringComparison.Ordinal)).Select(Read).OfType<EfsUtilsState>().FirstOrDefault()
            : null;
    }

    /// <summary>What the tunnel of a mount is for; null when its files do not tell.</summary>
    public TunnelRequest? Describe(string stateDirectory, LocalMount mount)
    {
        if (Find(stateDirectory, mount.MountPoint, mount.Port) is not { } state)
            return null;
        if (state.AccessPoint is { } accessPoint && !AccessPoint().IsMatch(accessPoint))
        {
            Log.Unusable(logger, mount.MountPoint, $"the access point '{accessPoint}' is malformed");
            return null;
        }

        if (state.Files is not [var file, ..] || !File.Exists(file))
        {
            Log.Unusable(logger, mount.MountPoint, "its tunnel has no configuration file");
            return null;
        }

        return Describe(mount, state, Parse(File.ReadAllLines(file)));
    }

    /// <summary>The lines <c>key = value</c> of a configuration file; of a key that is there twice, the last.</summary>
    internal static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var index)
                values[line[..index].Trim()] = line[(index + 1)..].Trim();
        }

        return values;
    }

    private TunnelRequest? Describe(LocalMount mount, EfsUtilsState state, Dictionary<string, string> file)
    {
        var connect = file.GetValueOrDefault("connect", "");
        var colon = connect.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(connect.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            Log.Unusable(logger, mount.MountPoint, $"'connect = {connect}' names no server");
            return null;
        }

        var host = connect[..colon];
        var name = file.GetValueOrDefault("checkHost") ?? state.CommonName ?? host;
        var id = state.FileSystemId ?? FileSystem().Match(name).Value;
        if (id.Length == 0)
        {
            Log.Unusable(logger, mount.MountPoint, "nothing names its file system");
            return null;
        }

        var verify = int.TryParse(file.GetValueOrDefault("verify"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 2;
        var isOcsp = file.GetValueOrDefault("OCSPaia") == "yes";
        return new TunnelRequest
        {
            Target = mount.MountPoint,
            FileSystemId = id,
            IsS3Files = state.ServiceType == Certificates.ConnectRequest.S3FilesService,
            Host = host,
            Port = port,
            DnsName = name,
            Region = state.Region ?? RegionOf(name),
            Tls = file.ContainsKey("cert") || file.ContainsKey("verify") || state.Command?.Contains("--tls") == true,
            // Only stunnel can ask the responders; anything else is carried in this process from now on.
            Engine = isOcsp ? TunnelKind.Stunnel : TunnelKind.InProcess,
            AccessPointId = state.AccessPoint,
            Iam = state.CredentialsMethod is null ? null : new CredentialRequest(),
            Verify = verify,
            CheckHostName = file.ContainsKey("checkHost"),
            CaFile = verify == 0 ? null : file.GetValueOrDefault("CAfile"),
            Ocsp = isOcsp,
            LocalPort = mount.Port,
        };
    }

    /// <summary><c>fs-1.efs.REGION.SUFFIX</c>, with or without a zone in front.</summary>
    private static string RegionOf(string name)
    {
        var labels = name.Split('.');
        var service = Array.FindIndex(labels, label => label is "efs" or "s3files");
        return service >= 0 && service + 1 < labels.Length ? labels[service + 1] : "";
    }

    private EfsUtilsState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), EfsUtilsStateJson.Default.EfsUtilsState);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Log.Unreadable(logger, path, exception.Message);
            return null;
        }
    }

    [GeneratedRegex("^fsap-[0-9a-f]{17}$")]
    private static partial Regex AccessPoint();

    [GeneratedRegex("fs-[0-9a-f]+")]
    private static partial Regex FileSystem();

    private static partial class Log
    {
        [LoggerMessage(3060, LogLevel.Warning, "The state file {Path} of efs-utils cannot be read and is left alone: {Reason}")]
        public static partial void Unreadable(ILogger logger, string path, string reason);

        [LoggerMessage(3061, LogLevel.Warning, "The tunnel that efs-utils left for {Target} cannot be taken over: {Reason}")]
        public static partial void Unusable(ILogger logger, string target, string reason);
    }
}
