using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.StandIns.MountTargets;

namespace CsiHost.Plugins.Efs.Tests.Certificates;

public sealed class ClientCertificateTests
{
    private static readonly DateTimeOffset Now = new(2030, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly MountCredentials Credentials = new("metadata:", "AKIAEXAMPLE", "secret", "token", null);

    [Fact]
    public void Issue_HasTheProfileThatTheServiceExpects()
    {
        using var key = RSA.Create(2048);
        using var certificate = ClientCertificates.Issue(key, Subject(), (Credentials, "eu-west-1", ConnectRequest.EfsService), Now);
        certificate.Version.ShouldBe(3);
        certificate.SignatureAlgorithm.Value.ShouldBe("1.2.840.113549.1.1.11");
        certificate.SubjectName.RawData.ShouldBe(certificate.IssuerName.RawData);
        certificate.NotBefore.ToUniversalTime().ShouldBe(Now.UtcDateTime.AddMinutes(-15));
        certificate.NotAfter.ToUniversalTime().ShouldBe(Now.UtcDateTime.AddHours(3));
        certificate.HasPrivateKey.ShouldBeTrue();
        certificate.Extensions.Select(extension => extension.Oid!.Value).ShouldBe(
            ["2.5.29.14", "1.3.6.1.4.1.4843.7.1", "1.3.6.1.4.1.4843.7.2", "1.3.6.1.4.1.4843.7.3", "1.3.6.1.4.1.4843.7.4"]);
        certificate.Extensions.ShouldAllBe(extension => !extension.Critical);
        // The name is one UTF8String (tag 0C), whatever its characters.
        Convert.ToHexString(certificate.SubjectName.RawData).ShouldContain("06035504030C");
    }

    [Fact]
    public void Issue_IsReadByAnIndependentReader()
    {
        using var key = RSA.Create(2048);
        using var certificate = ClientCertificates.Issue(key, Subject(), (Credentials, "eu-west-1", ConnectRequest.EfsService), Now);
        var identity = ClientIdentityReader.Read(certificate);
        identity.FileSystemId.ShouldBe("fs-12345678");
        identity.AccessPointId.ShouldBe("fsap-0a1b2c3d4e5f60718");
        identity.ClientSource.ShouldBe("k8s");
        identity.ClientVersion.ShouldBe("2.0.0");
        var proof = identity.Proof.ShouldNotBeNull();
        proof.AccessKeyId.ShouldBe("AKIAEXAMPLE");
        proof.SessionToken.ShouldBe("token");
        proof.Time.ShouldBe(Now);
        proof.IsSignedWith("secret", "fs-12345678", identity.PublicKeyHash, "eu-west-1", "elasticfilesystem").ShouldBeTrue();
        proof.IsSignedWith("another", "fs-12345678", identity.PublicKeyHash, "eu-west-1", "elasticfilesystem").ShouldBeFalse();
        proof.IsSignedWith("secret", "fs-12345678", identity.PublicKeyHash, "eu-west-2", "elasticfilesystem").ShouldBeFalse();
    }

    [Fact]
    public void Issue_WithoutIamAndAccessPoint_HasNeitherExtension()
    {
        using var key = RSA.Create(2048);
        using var certificate = ClientCertificates.Issue(key, Subject() with { AccessPointId = null }, null, Now);
        var identity = ClientIdentityReader.Read(certificate);
        identity.AccessPointId.ShouldBeNull();
        identity.Proof.ShouldBeNull();
        identity.FileSystemId.ShouldBe("fs-12345678");
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Issue_CutsTheCommonName(int length)
    {
        using var key = RSA.Create(2048);
        var name = new string('a', length);
        using var certificate = ClientCertificates.Issue(key, Subject() with { CommonName = name }, null, Now);
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false).ShouldBe(name[..Math.Min(64, length)]);
    }

    private static CertificateSubject Subject() => new()
    {
        CommonName = "fs-12345678.efs.eu-west-1.amazonaws.com",
        FileSystemId = "fs-12345678",
        AccessPointId = "fsap-0a1b2c3d4e5f60718",
        ClientSource = "k8s",
        ClientVersion = "2.0.0",
    };
}
