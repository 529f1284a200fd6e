using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.FipsCrypto.Native;
using CsiHost.Plugins.FipsCrypto.Proof;

namespace CsiHost.Plugins.FipsCrypto.Tests;

public sealed class FipsPolicyTests
{
    private readonly FipsPolicy _sut = new(new FipsOptions { AdditionalRegions = { ["s3"] = "eu-west-1, eu-west-2" } }, new Blind());

    [Theory]
    [InlineData("s3", "us-east-1")]
    [InlineData("S3", "us-gov-west-1")]
    [InlineData("s3", "eu-west-2")]
    [InlineData("elasticfilesystem", "ca-west-1")]
    [InlineData("sts", "us-west-2")]
    public void GetEndpointMode_RegionWithFips_IsFips(string service, string region) => _sut.GetEndpointMode(service, region).ShouldBe(EndpointMode.Fips);

    [Theory]
    [InlineData("s3", "ap-southeast-2", "there are ca-central-1, ca-west-1, eu-west-1")]
    [InlineData("sts", "ca-central-1", "there are us-east-1")]
    [InlineData("elasticfilesystem", "eu-west-1", "AdditionalRegions:elasticfilesystem")]
    [InlineData("s3", "cn-north-1", "region cn-north-1 has no FIPS endpoint of s3")]
    [InlineData("sqs", "us-east-1", "the service is not in its table")]
    public void GetEndpointMode_RegionWithout_NamesRegionServiceAndWayOut(string service, string region, string text)
    {
        var error = Should.Throw<CsiException>(() => _sut.GetEndpointMode(service, region));

        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        error.Message.ShouldContain(region);
        error.Message.ShouldContain(text);
    }

    [Fact]
    public void Apply_ToClientAndServer_LeavesAesGcmOnTls12And13()
    {
        var client = new SslClientAuthenticationOptions { AllowRenegotiation = true };
        var server = new SslServerAuthenticationOptions { AllowRenegotiation = true };

        _sut.Apply(client);
        _sut.Apply(server);

        foreach (var (protocols, suites) in new[] { (client.EnabledSslProtocols, client.CipherSuitesPolicy), (server.EnabledSslProtocols, server.CipherSuitesPolicy) })
        {
#pragma warning disable CA5398 // The two versions are the policy.
            protocols.ShouldBe(SslProtocols.Tls12 | SslProtocols.Tls13);
#pragma warning restore CA5398
            suites!.AllowedCipherSuites.Count().ShouldBe(6);
            suites.AllowedCipherSuites.ShouldAllBe(suite => suite.ToString().Contains("_AES_") && suite.ToString().Contains("_GCM_"));
        }

        client.AllowRenegotiation.ShouldBeFalse();
        server.AllowRenegotiation.ShouldBeFalse();
    }

    [Fact]
    public void Children_Get_TheSameConfigurationAndLimits()
    {
        _sut.ChildEnvironment["OPENSSL_CONF"].ShouldBe("/etc/ssl/openssl.cnf");
        _sut.ChildEnvironment["AWS_USE_FIPS_ENDPOINT"].ShouldBe("true");
        _sut.ChildTls.RequiresFips.ShouldBeTrue();
        _sut.ChildTls.Groups.ShouldBe("P-256:P-384:P-521");
        _sut.ChildTls.Ciphers!.Split(':').ShouldAllBe(static suite => suite.Contains("-GCM-"));
    }

    [Fact]
    public void Verify_NothingKnown_IsNotSatisfied()
    {
        var posture = _sut.Verify();

        posture.Satisfied.ShouldBeFalse();
        posture.Policy.ShouldBe("fips");
        posture.Evidence[0].Check.ShouldBe("module pin");
        posture.Evidence[0].Finding.ShouldContain("/etc/ssl/fips-module.json");
    }

    /// <summary>The machine that builds has OpenSSL's default provider: the policy must say so, and must say it twice alike.</summary>
    [Fact]
    public void Verify_OnAnOpenSslOutOfFipsMode_IsNotSatisfiedAndSaysWhy()
    {
        var options = new FipsOptions { ModulePin = "/nowhere/fips-module.json" };
        var sut = new FipsPolicy(options, new OpenSsl(options));

        var posture = sut.Verify();

        posture.Satisfied.ShouldBeFalse();
        posture.Module.ShouldStartWith("OpenSSL 3.");
        posture.Evidence.Single(static item => item.Check == "active providers").Finding.ShouldContain("default");
        posture.Evidence.Single(static item => item.Check == "SHA-256 known answer").Passed.ShouldBeTrue();
        posture.Evidence.Single(static item => item.Check == "SHA-256 from the module").Finding.ShouldBe("provider default");
        posture.Evidence.Single(static item => item.Check == "forbidden algorithms").Finding.ShouldContain("MD5");
        posture.Evidence.Single(static item => item.Check == "TLS groups").Finding.ShouldContain("x25519");
        posture.Evidence.Single(static item => item.Check == "TLS suites").Passed.ShouldBeTrue();
        posture.Evidence.Single(static item => item.Check == "lowest TLS version").Finding.ShouldBe("0x0303");
        sut.Verify().Evidence.ShouldBe(posture.Evidence);
    }

    private sealed class Blind : IOpenSsl
    {
        public OpenSslFacts Observe() => new();
    }
}
