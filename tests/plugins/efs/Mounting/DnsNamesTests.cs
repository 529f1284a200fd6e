using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class DnsNamesTests
{
    private const string Format = "{az}.{fs_id}.efs.{region}.{dns_name_suffix}";

    [Theory]
    [InlineData(Format, null, "fs-1.efs.eu-west-1.amazonaws.com")]
    [InlineData(Format, "eu-west-1a", "eu-west-1a.fs-1.efs.eu-west-1.amazonaws.com")]
    [InlineData("{az_id}.{fs_id}.s3files.{region}.{dns_name_suffix}", "euw1-az1", "euw1-az1.fs-1.s3files.eu-west-1.amazonaws.com")]
    [InlineData("{fs_id}.efs.us-west-2.amazonaws.com", null, "fs-1.efs.us-west-2.amazonaws.com")]
    public void Fill_Format_GivesTheName(string format, string? zone, string expected) =>
        DnsNames.Fill(format, "fs-1", zone, "eu-west-1", () => "amazonaws.com").ShouldBe(expected);

    [Theory]
    [InlineData("{az}.efs.{region}.amazonaws.com", "must include")]
    [InlineData("{fs_id}.{foo}.{region}.amazonaws.com", "incorrect number")]
    [InlineData("{fs_id}.{region.amazonaws.com", "incorrect number")]
    public void Fill_BadFormat_IsAnError(string format, string message) =>
        Should.Throw<CsiException>(() => DnsNames.Fill(format, "fs-1", "a", "r", () => "s")).Message.ShouldContain(message);

    [Fact]
    public void Fill_SuffixLiteral_DoesNotLookItUp() =>
        DnsNames.Fill("{fs_id}.efs.r.amazonaws.com", "fs-1", null, "r", () => throw new InvalidOperationException()).ShouldBe("fs-1.efs.r.amazonaws.com");

    [Theory]
    [InlineData("{fs_id}.efs.us-west-2.{dns_name_suffix}", "us-west-2")]
    [InlineData("{fs_id}.efs.us-west-2.amazonaws.com", "us-west-2")]
    [InlineData(Format, null)]
    [InlineData("{fs_id}.example", null)]
    public void LegacyRegion_Literal_IsFound(string format, string? expected) => DnsNames.LegacyRegion(format).ShouldBe(expected);

    [Theory]
    [InlineData("fs-deadbeef.efs.us-east-1.amazonaws.com", null, "fs-deadbeef", "us-east-1")]
    [InlineData("us-east-1a.fs-deadbeef.efs.us-east-1.amazonaws.com", "us-east-1a", "fs-deadbeef", "us-east-1")]
    [InlineData("fs-deadbeef.efs.eu-isoe-west-1.cloud.adc-e.uk", null, "fs-deadbeef", "eu-isoe-west-1")]
    public void Parse_FullName_IsTakenApart(string name, string? zone, string fileSystem, string region) =>
        DnsNames.Parse(name).ShouldBe((zone, fileSystem, region));

    [Theory]
    [InlineData("example.com")]
    [InlineData("a.b.fs-deadbeef.efs.us-east-1.amazonaws.com")]
    [InlineData("fs-DEADBEEF.efs.us-east-1.amazonaws.com")]
    [InlineData("fs-deadbeef.efs.us-east-1.amazonaws.com\n")]
    public void Parse_OtherName_IsNone(string name) => DnsNames.Parse(name).ShouldBeNull();

    [Fact]
    public void WithoutZone_Name_BeginsAtTheFileSystem() =>
        DnsNames.WithoutZone("euw1-az1.fs-1.efs.eu-west-1.amazonaws.com", "fs-1").ShouldBe("fs-1.efs.eu-west-1.amazonaws.com");
}
