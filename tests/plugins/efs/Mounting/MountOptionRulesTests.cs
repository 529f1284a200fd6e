using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class MountOptionRulesTests
{
    public static TheoryData<bool, string, string> Conflicts => new()
    {
        { false, "capath=/x", "Unsupported mount options detected: \"capath\"" },
        { false, "azid=use1-az1", "Unsupported mount options detected: \"azid\"" },
        { false, "capath,azid=a", "Unsupported mount options detected: \"capath\", \"azid\"" },
        { true, "az=us-east-1a", "Unsupported mount options detected: \"az\"" },
        { true, "crossaccount", "Unsupported mount options detected: \"crossaccount\"" },
        { true, "notls,stunnel", "Unsupported mount options detected: \"notls\", \"stunnel\"" },
        { true, "nfsvers=4.0", "NFSv4.0 is not supported for S3 Files mounts" },
        { true, "vers=4.0", "NFSv4.0 is not supported for S3 Files mounts" },
        { false, "tls,port=2050", "The \"port\" and \"tls\" options are mutually exclusive" },
        { false, "tls,tlsport=abc", "tlsport option [abc] is not an integer" },
        { false, "tls,tlsport=70000", "tlsport option [70000] is not an integer" },
        { false, "tls,ocsp,noocsp", "The \"ocsp\" and \"noocsp\" options are mutually exclusive" },
        { false, "tls,notls", "The \"tls\" and \"notls\" options are mutually exclusive" },
        { false, "tls,verify=x", "verify option [x] is not an integer" },
        { false, "accesspoint=fsap-0123456789abcdef0", "The \"tls\" option is required when mounting via \"accesspoint\"" },
        { false, "iam", "The \"tls\" option is required when mounting via \"iam\"" },
        { false, "tls,awsprofile=x", "The \"iam\" option is required when mounting with named profile option" },
        { false, "tls,awscredsuri=/x", "The \"iam\" option is required when mounting with \"awscredsuri\"" },
        { false, "tls,iam,awscredsuri=/x,awsprofile=p", "The \"awscredsuri\" and \"awsprofile\" options are mutually exclusive" },
        { false, "tls,iam,awscredsuri=foo", "awscredsuri foo is malformed" },
        { false, "tls,mounttargetip=10.0.0.1,crossaccount", "mounttargetip option is incompatible with crossaccount option." },
        { false, "tls,mounttargetip=10.0.0.256", "mounttargetip must be an IPv4 or IPv6 address" },
        { false, "region=", "Invalid \"region\" mount option specified: ''" },
        { false, "region=US-EAST-1", "Invalid \"region\" mount option specified: 'US-EAST-1'" },
        { false, "region=-x", "Invalid \"region\" mount option specified: '-x'" },
        { false, "region=x-", "Invalid \"region\" mount option specified: 'x-'" },
        { false, "region=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Invalid \"region\" mount option specified" },
        { false, "region=a b", "Invalid \"region\" mount option specified" },
        { false, "region=a/b", "Invalid \"region\" mount option specified" },
        { false, "region=a#b", "Invalid \"region\" mount option specified" },
        { false, "region=a@b", "Invalid \"region\" mount option specified" },
        { false, "az=evil.example", "az must be the zone's name or id" },
        { true, "azid=evil/example", "azid must be the zone's name or id" },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void Apply_Conflict_IsRefusedWithTheKnownWords(bool isS3Files, string options, string text)
    {
        var exception = Should.Throw<CsiException>(() => MountOptionRules.Apply(Parse(options), KindOf(isS3Files)));

        exception.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        exception.Message.ShouldContain(text);
    }

    [Theory]
    [InlineData(false, "port=2050", "port=2050")]
    [InlineData(false, "tlsport=abc", "tlsport=abc")]
    [InlineData(false, "ocsp,noocsp", "ocsp,noocsp")]
    [InlineData(false, "verify=1", "verify=1")]
    [InlineData(false, "tls,rolearn=x", "tls,rolearn=x")]
    [InlineData(false, "region=fips-us-east-1", "region=fips-us-east-1")]
    [InlineData(false, "region=aws-global", "region=aws-global")]
    [InlineData(true, "accesspoint=fsap-0123456789abcdef0", "accesspoint=fsap-0123456789abcdef0,tls,iam")]
    [InlineData(true, "tls", "tls,iam")]
    public void Apply_Accepted_AddsWhatS3FilesAlwaysHas(bool isS3Files, string options, string expected)
    {
        var list = Parse(options);

        MountOptionRules.Apply(list, KindOf(isS3Files));

        list.ToString().ShouldBe(expected);
    }

    private static StorageKind KindOf(bool isS3Files) => isS3Files ? StorageKind.S3Files : StorageKind.Efs;

    private static OptionList Parse(string text) => OptionList.Parse(text.Split(','));
}
