using System.Globalization;
using CsiHost.Abstractions.Crypto;
using CsiHost.Plugins.Efs.Tunnels.State;

namespace CsiHost.Plugins.Efs.Tunnels.Stunnel;

/// <summary>The configuration file of a tunnel's process, line by line as efs-utils writes it.</summary>
internal static class StunnelConfiguration
{
    /// <summary>For <c>stunnel</c>.</summary>
    public static string ForStunnel(TunnelRecord record, TunnelFiles files, StunnelFeatures features, ChildTls tls)
    {
        var (request, settings) = (record.Request, files.Settings);
        var lines = new List<(string Key, string Value)>();
        AddGlobal(lines, request, files, fips: settings.Fips || tls.RequiresFips, foreground: features.HasQuiet && !settings.Debug ? "quiet" : "yes");
        AddService(lines, record, files);
        var end = new List<(string Key, string Value)>();
        if (request.Tls && IsPinnedToIPv6(request))
            end.Add(("sni", request.DnsName));
        if (request.Ocsp)
            end.Add(("OCSPaia", "yes"));
        if (features.HasLibwrap)
            end.Add(("libwrap", "no"));
        // Beyond efs-utils: with FIPS on, stunnel's own list of groups is refused, so the policy names them.
        if (tls.Groups is { } groups)
            end.Add(("curves", groups));
        if (tls.Ciphers is { } ciphers)
            end.Add(("ciphers", ciphers));
        if (tls.CipherSuites is { } suites)
            end.Add(("ciphersuites", suites));
        return Write(lines, end);
    }

    /// <summary>For <c>efs-proxy</c>, which this driver does not run: for the way back to efs-utils.</summary>
    public static string ForProxy(TunnelRecord record, TunnelFiles files, string version)
    {
        var (request, settings) = (record.Request, files.Settings);
        var lines = new List<(string Key, string Value)>();
        AddGlobal(lines, request, files, settings.Fips, foreground: "yes", proxy: true);
        AddService(lines, record, files);
        return Write(lines,
        [
            ("retry_nfs_mount_command_timeout_sec", ((int)settings.MountAttemptLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ("fs_id", request.FileSystemId),
            ("region", request.Region),
            ("efs_utils_version", version),
        ]);
    }

    private static void AddGlobal(
        List<(string Key, string Value)> lines, TunnelRequest request, TunnelFiles files, bool fips, string foreground, bool proxy = false)
    {
        lines.Add(("fips", fips ? "yes" : "no"));
        lines.Add(("foreground", foreground));
        lines.Add(("socket", "l:SO_REUSEADDR=yes"));
        lines.Add(("socket", "a:SO_BINDTODEVICE=lo"));
        if (files.Settings.Debug)
        {
            lines.Add(("debug", "debug"));
            lines.Add(("output", LogFile(request, files, proxy)));
        }

        lines.Add(("pid", files.ProcessId));
    }

    private static void AddService(List<(string Key, string Value)> lines, TunnelRecord record, TunnelFiles files)
    {
        var request = record.Request;
        lines.Add(("[efs]", ""));
        lines.Add(("client", "yes"));
        lines.Add(("accept", $"127.0.0.1:{record.Port}"));
        lines.Add(("connect", $"{request.Host}:{request.Port}"));
        lines.Add(("sslVersion", "TLSv1.2"));
        lines.Add(("renegotiation", "no"));
        lines.Add(("TIMEOUTbusy", "20"));
        lines.Add(("TIMEOUTclose", "0"));
        lines.Add(("TIMEOUTidle", "70"));
        lines.Add(("delay", "yes"));
        if (!request.Tls)
            return;
        lines.Add(("verify", request.Verify.ToString(CultureInfo.InvariantCulture)));
        if (request.Verify > 0 && request.CaFile is { } bundle)
            lines.Add(("CAfile", bundle));
        lines.Add(("cert", files.Certificate));
        lines.Add(("key", files.Settings.KeyFile));
        if (request.CheckHostName)
            lines.Add(("checkHost", request.DnsName));
    }

    private static string LogFile(TunnelRequest request, TunnelFiles files, bool proxy) =>
        files.Settings.LogFile?.Replace("{fs_id}", request.FileSystemId, StringComparison.Ordinal)
        ?? Path.Combine(files.Settings.LogDirectory, $"{files.Name}.{(proxy ? "efs-proxy" : "stunnel")}.log");

    private static bool IsPinnedToIPv6(TunnelRequest request) =>
        System.Net.IPAddress.TryParse(request.Host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    private static string Write(List<(string Key, string Value)> lines, List<(string Key, string Value)> end) =>
        string.Join('\n', lines.Concat(end).Select(line => line.Value.Length == 0 ? line.Key : $"{line.Key} = {line.Value}"));
}
