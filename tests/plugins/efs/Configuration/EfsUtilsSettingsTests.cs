using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Configuration;

public sealed class EfsUtilsSettingsTests
{
    [Theory]
    [InlineData("", 60)]
    [InlineData("tls_cert_renewal_interval_min = 0", 60)]
    [InlineData("tls_cert_renewal_interval_min = abc", 60)]
    [InlineData("tls_cert_renewal_interval_min = -1", 60)]
    [InlineData("tls_cert_renewal_interval_min = 15", 15)]
    public void CertificateRenewal_Minutes_FallBackToTheDefault(string line, int minutes) =>
        Settings($"[mount-watchdog]\n{line}").CertificateRenewal.ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("abc", 0b111_101_000)]
    [InlineData("", 0b111_101_000)]
    [InlineData("999", 0b111_101_000)]
    [InlineData("7777", 0b111_101_000)]
    [InlineData("750", 0b111_101_000)]
    [InlineData("700", 0b111_000_000)]
    public void StateDirectoryMode_Octal_FallsBackToTheDefault(string text, int mode) =>
        Settings($"[DEFAULT]\nstate_file_dir_mode = {text}").StateDirectoryMode.ShouldBe((UnixFileMode)mode);

    [Theory]
    [InlineData("", "unknown")]
    [InlineData("source =", "unknown")]
    [InlineData("source = k8s", "k8s")]
    public void ClientSource_Text_IsUnknownWhenEmpty(string line, string expected) =>
        Settings($"[client-info]\n{line}").ClientSource.ShouldBe(expected);

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void ClientSource_Long_IsUnknown(int length, bool isUnknown) =>
        (Settings($"[client-info]\nsource = {new string('x', length)}").ClientSource == "unknown").ShouldBe(isUnknown);

    [Theory]
    [InlineData("", 20049, 21049)]
    [InlineData("port_range_lower_bound = 30000\nport_range_upper_bound = 30010", 30000, 30010)]
    public void PortRange_Bounds_AreRead(string lines, int first, int end) => Settings($"[mount]\n{lines}").PortRange.ShouldBe((first, end));

    [Theory]
    [InlineData("port_range_lower_bound = 30000")]
    [InlineData("port_range_lower_bound = 21049\nport_range_upper_bound = 21049")]
    [InlineData("port_range_upper_bound = abc")]
    public void PortRange_NoRange_IsAnError(string lines) =>
        Should.Throw<CsiException>(() => Settings($"[mount]\n{lines}").PortRange).Message.ShouldContain("port_range_");

    public static TheoryData<string, string, string> Suffixes => new()
    {
        { "eu-west-1", "amazonaws.com", "/etc/amazon/efs/efs-utils.crt" },
        { "cn-north-1", "amazonaws.com.cn", "/etc/amazon/efs/efs-utils.crt" },
        { "us-iso-east-1", "c2s.ic.gov", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem" },
        { "eu-isoe-west-1", "cloud.adc-e.uk", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem" },
    };

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void RegionalSection_OfTheRenderedFile_DecidesSuffixAndCaFile(string region, string suffix, string caFile)
    {
        var sut = Settings(RenderedConfiguration.Of(StorageKind.Efs, new EfsUtilsOptions()).ToString());

        (sut.DnsNameSuffix(region), sut.CaFile(region)).ShouldBe((suffix, caFile));
    }

    [Fact]
    public void RegionalSection_WithoutSuffix_InheritsItAndNotTheCaFile()
    {
        var sut = Settings("[mount]\ndns_name_suffix = a.test\nstunnel_cafile = /general\n[mount.r-1]\nx = y");

        (sut.DnsNameSuffix("r-1"), sut.CaFile("r-1"), sut.CaFile("r-2")).ShouldBe(("a.test", "/etc/amazon/efs/efs-utils.crt", "/general"));
    }

    [Fact]
    public void Suffix_Nowhere_IsAnErrorThatNamesFileAndKey() =>
        Should.Throw<CsiException>(() => Settings("[mount]").DnsNameSuffix("r-1")).Message.ShouldBe("efs-utils.conf: dns_name_suffix is required");

    [Fact]
    public void Switch_NoBoolean_IsAnErrorThatNamesTheKey() =>
        Should.Throw<CsiException>(() => Settings("[mount]\nfips_mode_enabled = maybe").Fips).Message.ShouldContain("fips_mode_enabled 'maybe'");

    [Fact]
    public void EmptyFile_HasTheDocumentedDefaults()
    {
        var sut = Settings("");

        sut.ShouldSatisfyAllConditions(
            () => sut.RetriesMount.ShouldBeTrue(),
            () => sut.MountAttempts.ShouldBe(3),
            () => sut.MountAttemptLimit.ShouldBe(TimeSpan.FromSeconds(15)),
            () => sut.ChecksHostName.ShouldBeTrue(),
            () => sut.ChecksValidity.ShouldBeFalse(),
            () => sut.FallsBackToMountTargetAddress.ShouldBeTrue(),
            () => sut.UsesMetadataToken.ShouldBeTrue(),
            () => sut.OptimizesReadAhead.ShouldBeFalse(),
            () => sut.TunnelHealthInterval.ShouldBe(TimeSpan.FromMinutes(5)),
            () => sut.Region.ShouldBeNull());
    }

    private static EfsUtilsSettings Settings(string text) => new(IniFile.Parse(text), StorageKind.Efs);
}
