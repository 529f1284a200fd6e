using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;
using CsiHost.Crypto;

namespace CsiHost.Tests.Crypto;

public sealed class DefaultCryptoPolicyTests
{
    private readonly DefaultCryptoPolicy _sut = new();

    [Fact]
    public void Verify_WorkingModule_IsSatisfiedWithEvidenceEveryTime()
    {
        var posture = _sut.Verify();

        posture.Satisfied.ShouldBeTrue();
        posture.Policy.ShouldBe("default");
        posture.Evidence.Select(item => item.Check).ShouldBe(["SHA-256 known answer", "module", "TLS versions"]);
        _sut.Verify().Evidence.ShouldBe(posture.Evidence);
    }

    [Fact]
    public void Apply_AllowsTls12And13Only()
    {
        var client = new SslClientAuthenticationOptions { TargetHost = "kept" };
        var server = new SslServerAuthenticationOptions();

        _sut.Apply(client);
        _sut.Apply(server);

        client.EnabledSslProtocols.ShouldBe(SslProtocols.Tls12 | SslProtocols.Tls13);
        client.TargetHost.ShouldBe("kept");
        server.EnabledSslProtocols.ShouldBe(SslProtocols.Tls12 | SslProtocols.Tls13);
    }

    [Fact]
    public void GetEndpointMode_IsStandard() => _sut.GetEndpointMode("s3", "eu-west-1").ShouldBe(EndpointMode.Standard);

    [Theory]
    [InlineData(0x30500070, "OpenSSL 3.5.7")]
    [InlineData(0x300000D0, "OpenSSL 3.0.13")]
    public void Format_VersionNumber_AsPeopleWriteIt(long number, string text) => OpenSslVersion.Format(number).ShouldBe(text);
}
