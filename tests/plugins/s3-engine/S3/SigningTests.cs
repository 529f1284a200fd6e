using CsiHost.S3Engine.Credentials;
using CsiHost.S3Engine.S3;
using CsiHost.TestKit.Time;

namespace CsiHost.S3Engine.Tests.S3;

public sealed class SigningTests
{
    /// <summary>The example of the service's documentation: GET of the first ten bytes of test.txt.</summary>
    [Fact]
    public void Signature_IsThatOfTheDocumentedExample()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
        var headers = new SortedList<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "examplebucket.s3.amazonaws.com",
            ["range"] = "bytes=0-9",
            ["x-amz-content-sha256"] = SigV4.EmptyPayload,
        };
        new SigV4("s3", "us-east-1", time).Sign(new AwsCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null, null), "GET", "/test.txt", "", SigV4.EmptyPayload, headers);
        headers["authorization"].ShouldBe("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    [Fact]
    public void Token_IsSigned()
    {
        var headers = new SortedList<string, string>(StringComparer.Ordinal) { ["host"] = "h" };
        new SigV4("s3", "r", TimeProvider.System).Sign(new AwsCredentials("a", "s", "token", null), "GET", "/", "", SigV4.EmptyPayload, headers);
        headers["x-amz-security-token"].ShouldBe("token");
        headers["authorization"].ShouldContain("x-amz-security-token");
    }

    [Theory]
    [InlineData("a/b c", "a/b%20c")]
    [InlineData("ü+&=%", "%C3%BC%2B%26%3D%25")]
    [InlineData("~-._", "~-._")]
    [InlineData("😀", "%F0%9F%98%80")]
    public void Keys_AreEncoded(string key, string encoded)
    {
        UriText.EncodeKey(key).ShouldBe(encoded);
        UriText.Decode(encoded).ShouldBe(key);
    }

    [Fact]
    public void Plus_InAListing_IsASpace() => UriText.Decode("a+b%2Bc").ShouldBe("a b+c");
}
