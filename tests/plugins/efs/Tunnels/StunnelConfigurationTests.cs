using CsiHost.Abstractions.Crypto;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>The files as efs-utils writes them, line by line.</summary>
public sealed class StunnelConfigurationTests
{
    private static readonly TunnelSettings Settings = new();
    private static readonly StunnelFeatures All = new() { HasQuiet = true, HasCheckHost = true, HasOcspAia = true, HasLibwrap = true };

    [Fact]
    public void ForStunnel_IsTheGoldenFile() => Stunnel(Request()).ShouldBe(
        """
        fips = no
        foreground = quiet
        socket = l:SO_REUSEADDR=yes
        socket = a:SO_BINDTODEVICE=lo
        pid = /var/run/efs/fs-12345678.mnt.20123+/stunnel.pid
        [efs]
        client = yes
        accept = 127.0.0.1:20123
        connect = az1.fs-12345678.efs.us-east-1.amazonaws.com:2049
        sslVersion = TLSv1.2
        renegotiation = no
        TIMEOUTbusy = 20
        TIMEOUTclose = 0
        TIMEOUTidle = 70
        delay = yes
        verify = 2
        CAfile = /etc/amazon/efs/efs-utils.crt
        cert = /var/run/efs/fs-12345678.mnt.20123+/certificate.pem
        key = /etc/amazon/efs/privateKey.pem
        checkHost = fs-12345678.efs.us-east-1.amazonaws.com
        libwrap = no
        """);

    [Fact]
    public void ForProxy_IsTheGoldenFile() =>
        StunnelConfiguration.ForProxy(Record(Request()), Files(Request(), Settings), "3.2.0").ShouldBe(
            """
            fips = no
            foreground = yes
            socket = l:SO_REUSEADDR=yes
            socket = a:SO_BINDTODEVICE=lo
            pid = /var/run/efs/fs-12345678.mnt.20123+/stunnel.pid
            [efs]
            client = yes
            accept = 127.0.0.1:20123
            connect = az1.fs-12345678.efs.us-east-1.amazonaws.com:2049
            sslVersion = TLSv1.2
            renegotiation = no
            TIMEOUTbusy = 20
            TIMEOUTclose = 0
            TIMEOUTidle = 70
            delay = yes
            verify = 2
            CAfile = /etc/amazon/efs/efs-utils.crt
            cert = /var/run/efs/fs-12345678.mnt.20123+/certificate.pem
            key = /etc/amazon/efs/privateKey.pem
            checkHost = fs-12345678.efs.us-east-1.amazonaws.com
            retry_nfs_mount_command_timeout_sec = 15
            fs_id = fs-12345678
            region = us-east-1
            efs_utils_version = 3.2.0
            """);

    [Fact]
    public void VerifyZero_HasNoAuthority_AndKeepsTheName()
    {
        var lines = Stunnel(Request() with { Verify = 0, CaFile = null }).Split('\n');
        lines.ShouldContain("verify = 0");
        lines.ShouldNotContain(line => line.StartsWith("CAfile", StringComparison.Ordinal));
        lines.ShouldContain("checkHost = fs-12345678.efs.us-east-1.amazonaws.com");
    }

    [Fact]
    public void Ocsp_AsksTheResponders() => Stunnel(Request() with { Ocsp = true }).Split('\n').ShouldContain("OCSPaia = yes");

    [Fact]
    public void PinnedIPv6_HasSni() => Stunnel(Request() with { Host = "2001:db8::1" }).Split('\n')
        .ShouldBeSupersetOf(["connect = 2001:db8::1:2049", "sni = fs-12345678.efs.us-east-1.amazonaws.com"]);

    [Fact]
    public void NoTls_HasNoTlsLines() => Stunnel(Request() with { Tls = false }).Split('\n')
        .ShouldNotContain(line => line.StartsWith("verify", StringComparison.Ordinal) || line.StartsWith("cert", StringComparison.Ordinal));

    [Fact]
    public void HostNameUnchecked_HasNoCheckHost() => Stunnel(Request() with { CheckHostName = false }).ShouldNotContain("checkHost");

    [Fact]
    public void Debug_LogsToAFile() => Stunnel(Request(), Settings with { Debug = true }).Split('\n').ShouldBeSupersetOf(
        ["foreground = yes", "debug = debug", "output = /var/log/amazon/efs/fs-12345678.mnt.20123.stunnel.log"]);

    [Fact]
    public void Debug_LogFileMayNameTheFileSystem() =>
        Stunnel(Request(), Settings with { Debug = true, LogFile = "/log/{fs_id}.log" }).Split('\n').ShouldContain("output = /log/fs-12345678.log");

    [Fact]
    public void OldStunnel_GetsOnlyWhatItKnows()
    {
        var lines = StunnelConfiguration.ForStunnel(Record(Request()), Files(Request(), Settings), new StunnelFeatures { HasCheckHost = true }, ChildTls.Unrestricted).Split('\n');
        lines.ShouldContain("foreground = yes");
        lines.ShouldNotContain("libwrap = no");
    }

    [Fact]
    public void FipsPolicy_NamesItsGroups() => StunnelConfiguration.ForStunnel(
            Record(Request()), Files(Request(), Settings), All, new ChildTls { RequiresFips = true, Groups = "P-256:P-384", Ciphers = "A:B", CipherSuites = "C" })
        .Split('\n').ShouldBeSupersetOf(["fips = yes", "curves = P-256:P-384", "ciphers = A:B", "ciphersuites = C"]);

    private static string Stunnel(TunnelRequest request, TunnelSettings? settings = null) =>
        StunnelConfiguration.ForStunnel(Record(request), Files(request, settings ?? Settings), All, ChildTls.Unrestricted);

    private static TunnelFiles Files(TunnelRequest request, TunnelSettings settings) => new(settings, Record(request).Name);

    private static TunnelRecord Record(TunnelRequest request) => new() { Request = request, Port = 20123, OpenedAt = DateTimeOffset.UnixEpoch };

    private static TunnelRequest Request() => new()
    {
        Target = "/mnt",
        FileSystemId = "fs-12345678",
        Host = "az1.fs-12345678.efs.us-east-1.amazonaws.com",
        DnsName = "fs-12345678.efs.us-east-1.amazonaws.com",
        Region = "us-east-1",
        CaFile = "/etc/amazon/efs/efs-utils.crt",
    };
}
