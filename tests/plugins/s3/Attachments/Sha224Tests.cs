using System.Text;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Attachments;

public sealed class Sha224Tests
{
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void HashData_OfTheStandardsExamples_IsTheirDigest(string text, string digest) =>
        Convert.ToHexStringLower(Sha224.HashData(Encoding.ASCII.GetBytes(text))).ShouldBe(digest);

    [Fact]
    public void HashData_OfAMillionLetters_IsTheStandardsDigest() =>
        Convert.ToHexStringLower(Sha224.HashData(Encoding.ASCII.GetBytes(new string('a', 1_000_000))))
            .ShouldBe("20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67");

    [Fact]
    public void HashData_AroundABlocksEnd_DiffersForEachLength() =>
        Enumerable.Range(50, 90).Select(length => Convert.ToHexString(Sha224.HashData(new byte[length]))).Distinct().Count().ShouldBe(90);
}
