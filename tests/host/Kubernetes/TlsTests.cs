using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class TlsTests : IDisposable
{
    private readonly StandInCertificates _certificates = new();
    private readonly StandInCertificates _others = new();
    private readonly PlainPolicy _policy = new();
    private readonly TemporaryFile _authority = new("");

    public void Dispose()
    {
        _certificates.Dispose();
        _others.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Get_PinnedAuthority_IsTrustedUnderThePolicy()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        await using var server = await StartAsync(certificate);
        _authority.Write(_certificates.AuthorityPem);
        using var sut = NewApi(server);

        (await GetAsync(sut)).ShouldBeNull();

        _policy.Applied.ShouldBe(1);
        server.Requests.ShouldHaveSingleItem().Protocol.ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task Get_OtherAuthority_IsRefusedBeforeTheTokenIsSent()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        await using var server = await StartAsync(certificate);
        _authority.Write(_others.AuthorityPem);
        using var sut = NewApi(server);

        await ShouldBeUntrustedAsync(sut);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_CertificateForAnotherName_IsRefused()
    {
        using var certificate = _certificates.Issue("10.0.0.1", "kubernetes.default.svc");
        await using var server = await StartAsync(certificate);
        _authority.Write(_certificates.AuthorityPem);
        using var sut = NewApi(server);

        await ShouldBeUntrustedAsync(sut);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_AuthorityExchangedInTheFile_IsTrustedWithoutARestart()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        await using var server = await StartAsync(certificate);
        _authority.Write(_others.AuthorityPem);
        using var sut = NewApi(server);
        await ShouldBeUntrustedAsync(sut);

        _authority.Write(_others.AuthorityPem + "\n" + _certificates.AuthorityPem);

        (await GetAsync(sut)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    public async Task Get_AuthorityFileWithoutCertificate_IsRefused(string content)
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        await using var server = await StartAsync(certificate);
        _authority.Write(content);
        using var sut = NewApi(server);

        (await ShouldBeUntrustedAsync(sut)).ShouldContain(_authority.Path);
    }

    [Fact]
    public async Task Get_IPv6Server_IsReached()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        using var certificate = _certificates.Issue("::1");
        await using var server = await KubernetesStandIn.StartAsync(
            new KubernetesStandInOptions { Address = IPAddress.IPv6Loopback, Certificate = certificate });
        _authority.Write(_certificates.AuthorityPem);
        var options = KubernetesApiOptions.InCluster("::1", $"{server.Server.Port}")! with { TokenFile = "", CaFile = _authority.Path };
        using var sut = TestApi.Create(options, TimeProvider.System, _policy);

        (await GetAsync(sut)).ShouldBeNull();
    }

    private static Task<KubernetesStandIn> StartAsync(X509Certificate2 certificate) =>
        KubernetesStandIn.StartAsync(new KubernetesStandInOptions { Certificate = certificate });

    private static async Task<object?> GetAsync(KubernetesApi api) =>
        await api.GetAsync(Cluster.ConfigMaps, "a", Cluster.Json, CancellationToken.None);

    private static async Task<string> ShouldBeUntrustedAsync(KubernetesApi api)
    {
        var error = await Should.ThrowAsync<KubernetesApiException>(() => GetAsync(api));
        (error.StatusCode, error.Reason).ShouldBe((0, "Untrusted"));
        return error.Message;
    }

    private KubernetesApi NewApi(KubernetesStandIn server) =>
        TestApi.Create(new KubernetesApiOptions { Server = server.Server, CaFile = _authority.Path }, TimeProvider.System, _policy);
}
