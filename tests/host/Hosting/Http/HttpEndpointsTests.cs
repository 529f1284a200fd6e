using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Crypto;
using CsiHost.Hosting.Configuration;
using CsiHost.Hosting.Http;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using CsiHost.Tests.Rpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Hosting.Http;

public sealed class HttpEndpointsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GET", "/page", 200, "hello")]
    [InlineData("HEAD", "/page", 200, "")]
    [InlineData("GET", "/page?x=1", 200, "hello")]
    [InlineData("GET", "/", 404, "nothing here; there is /page\n")]
    [InlineData("GET", "/page/", 404, "nothing here; there is /page\n")]
    [InlineData("POST", "/page", 405, "only GET and HEAD are answered\n")]
    [InlineData("DELETE", "/page", 405, "only GET and HEAD are answered\n")]
    public async Task Request_Page_IsAnswered(string method, string path, int status, string body)
    {
        await using var sut = await StartAsync(Site("hello"));
        using var client = new HttpClient();

        using var reply = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"http://{sut.Addresses[0]}{path}"), Limits.Token);

        ((int)reply.StatusCode).ShouldBe(status);
        (await reply.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Start_TwoSites_EachAnswersItsOwnPages()
    {
        await using var sut = await StartAsync(Site("one"), Site("two"));
        using var client = new HttpClient();

        sut.Addresses.Count.ShouldBe(2);
        (await client.GetStringAsync($"http://{sut.Addresses[0]}/page")).ShouldBe("one");
        (await client.GetStringAsync($"http://{sut.Addresses[1]}/page")).ShouldBe("two");
    }

    [Fact]
    public void Merge_OneAddress_IsOneSiteWithAllPages()
    {
        var address = new HttpAddress(IPAddress.Loopback, 9808);
        var tls = new TlsFiles("/c", "/k");

        var site = HttpSite.Merge([Site("a", address, "/healthz"), Site("b", address, "/metrics") with { Tls = tls }]).ShouldHaveSingleItem();

        site.Pages.Keys.ShouldBe(["/healthz", "/metrics"]);
        site.Tls.ShouldBe(tls);
    }

    [Fact]
    public async Task Start_AddressTaken_NamesTheProblem()
    {
        await using var first = await StartAsync(Site("one"));
        var taken = (IPEndPoint)first.Addresses[0];
        await using var sut = new HttpEndpoints([Site("two", new HttpAddress(taken.Address, taken.Port))], new DefaultCryptoPolicy(), NullLoggerFactory.Instance);

        (await Should.ThrowAsync<WireSocketException>(() => sut.StartAsync(Limits.Token))).Message.ShouldContain(taken.ToString());
    }

    [Fact]
    public async Task Start_CertificateMissing_IsAnErrorAtStart()
    {
        var site = Site("secret") with { Tls = new TlsFiles(_folder["none.pem"], _folder["none.key"]) };
        await using var sut = new HttpEndpoints([site], new DefaultCryptoPolicy(), NullLoggerFactory.Instance);

        (await Should.ThrowAsync<WireSocketException>(() => sut.StartAsync(Limits.Token))).Message.ShouldContain("none.pem");
    }

    [Fact]
    public async Task Request_OverTls_IsAnsweredUnderThePolicy()
    {
        await using var sut = await StartAsync(Site("secret") with { Tls = NewCertificate("first") });
        using var client = Client(out var seen);

        (await client.GetStringAsync($"https://{sut.Addresses[0]}/page")).ShouldBe("secret");

        seen().ShouldBe("CN=first");
    }

    [Fact]
    public async Task Request_CertificateRenewed_GetsTheNewOne()
    {
        var tls = NewCertificate("first");
        await using var sut = await StartAsync(Site("secret") with { Tls = tls });
        NewCertificate("second");
        File.SetLastWriteTimeUtc(tls.CertificateFile, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var client = Client(out var seen);

        await client.GetStringAsync($"https://{sut.Addresses[0]}/page");

        seen().ShouldBe("CN=second");
    }

    [Fact]
    public async Task Request_PlainHttpToTls_HarmsNobodyElse()
    {
        await using var sut = await StartAsync(Site("secret") with { Tls = NewCertificate("first") });
        using var plain = new HttpClient();
        using var client = Client(out _);

        await Should.ThrowAsync<HttpRequestException>(() => plain.GetStringAsync($"http://{sut.Addresses[0]}/page"));

        (await client.GetStringAsync($"https://{sut.Addresses[0]}/page")).ShouldBe("secret");
    }

    private static HttpSite Site(string body, HttpAddress? address = null, string path = "/page") => new()
    {
        Address = address ?? new HttpAddress(IPAddress.Loopback, 0),
        Pages = new Dictionary<string, Func<CancellationToken, ValueTask<HttpReply>>> { [path] = _ => ValueTask.FromResult(new HttpReply(200, body)) },
    };

    private static async Task<HttpEndpoints> StartAsync(params HttpSite[] sites)
    {
        var endpoints = new HttpEndpoints(sites, new DefaultCryptoPolicy(), NullLoggerFactory.Instance);
        await endpoints.StartAsync(Limits.Token);
        return endpoints;
    }

    private static HttpClient Client(out Func<string?> subject)
    {
        string? seen = null;
        subject = () => seen;
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.None,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (seen = certificate!.Subject).Length > 0,
            },
        };
        return new HttpClient(handler);
    }

    private TlsFiles NewCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var files = new TlsFiles(_folder["tls.crt"], _folder["tls.key"]);
        File.WriteAllText(files.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(files.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
