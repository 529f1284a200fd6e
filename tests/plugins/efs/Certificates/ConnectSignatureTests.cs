using System.Security.Cryptography;
using System.Text;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Tests.Certificates;

/// <summary>Vectors that were checked against the service's own client, byte for byte.</summary>
public sealed class ConnectSignatureTests
{
    private const string FileSystem = "fs-0a1b2c3d4e5f60718";
    private const string SignatureWithToken = "ea3ebedb22bdd0047a498cc778f9f70fae37373a67258c4720ffacd24bdc559b";
    private const string SignatureWithoutToken = "b80dc2d67f1b6c9ed58fa796bf91948c683240b4d97e362a3bfd80e99ececfe4";

    [Fact]
    public void CanonicalRequest_WithToken_IsTheVector() => ConnectSignature.CanonicalRequest(Request(withToken: true)).ShouldBe(
        """
        GET
        /
        Action=Connect&PublicKeyHash=c5329667ab13df972a9316c973e706f1778cbd5b&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIDEXAMPLE%2F20240229%2Feu-west-1%2Felasticfilesystem%2Faws4_request&X-Amz-Date=20240229T235958Z&X-Amz-Expires=86400&X-Amz-Security-Token=tok%2Ben%2Fpart%3D%3D~_.-&X-Amz-SignedHeaders=host
        host:fs-0a1b2c3d4e5f60718
        host
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        """);

    [Theory]
    [InlineData(true, "5aea48999ee2e330a07bb07feb44f5804c68a3302cee5b1dca74c99df5e7444e")]
    [InlineData(false, "42a8140e864ce5fc565a801a083eada1368ba983bb7f226b97054c6c76cb9e07")]
    public void CanonicalRequest_HasTheVectorsHash(bool withToken, string hash) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(ConnectSignature.CanonicalRequest(Request(withToken))))).ShouldBe(hash);

    [Theory]
    [InlineData(true, SignatureWithToken)]
    [InlineData(false, SignatureWithoutToken)]
    public void Sign_IsTheVector(bool withToken, string signature) => ConnectSignature.Sign(Request(withToken)).ShouldBe(signature);

    [Fact]
    public void Sign_ForS3Files_DiffersByTheService()
    {
        var request = Request(withToken: true, ConnectRequest.S3FilesService);
        ConnectSignature.CanonicalRequest(request).ShouldContain("%2Fs3files%2Faws4_request");
        ConnectSignature.Sign(request).ShouldNotBe(SignatureWithToken);
    }

    [Theory]
    [InlineData(true, 117, SignatureWithToken, "30730C0B415349444558414D504C450440", "A0130C11746F6B2B656E2F706172743D3D7E5F2E2D")]
    [InlineData(false, 96, SignatureWithoutToken, "305E0C0B415349444558414D504C450440", "")]
    public void EncodeConnect_IsTheVector(bool withToken, int length, string signature, string start, string end)
    {
        var encoded = CertificateExtensions.EncodeConnect(Request(withToken), signature);
        encoded.Length.ShouldBe(length);
        Convert.ToHexString(encoded).ShouldBe(start + Convert.ToHexString(Encoding.ASCII.GetBytes(signature)) + "170D3234303232393233353935385A" + end);
    }

    [Theory]
    [InlineData("fsap-0a1b2c3d4e5f60718", "0C16667361702D3061316232633364346535663630373138")]
    [InlineData(FileSystem, "0C1466732D3061316232633364346535663630373138")]
    public void EncodeText_IsTheVector(string text, string expected) => Convert.ToHexString(CertificateExtensions.EncodeText(text)).ShouldBe(expected);

    [Fact]
    public void EncodeClient_IsTheVector() => Convert.ToHexString(CertificateExtensions.EncodeClient("k8s", "3.2.0")).ShouldBe("300C0C036B38730C05332E322E30");

    private static ConnectRequest Request(bool withToken, string service = ConnectRequest.EfsService) => new()
    {
        Credentials = new MountCredentials("metadata:", "ASIDEXAMPLE", "not+a/real=secret", withToken ? "tok+en/part==~_.-" : null, null),
        FileSystemId = FileSystem,
        Region = "eu-west-1",
        Service = service,
        PublicKeyHash = "c5329667ab13df972a9316c973e706f1778cbd5b",
        Time = new DateTimeOffset(2024, 2, 29, 23, 59, 58, TimeSpan.Zero),
    };
}
