using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>The options that a volume is mounted with, and their order, which the replaced driver made observable.</summary>
public sealed class PublishOptionsTests
{
    private const string Plain = "fs-abcd1234";
    private const string Ap = "fsap-abcd1234";
    private const long Big = PublishOptions.ReadCacheBytes;

    public static TheoryData<PublishCase, string, string> Good => new()
    {
        { new(Plain), "/", "tls" },
        { new(Plain + ":"), "/", "tls" },
        { new(Plain + "::"), "/", "tls" },
        { new("efs:" + Plain), "/", "tls" },
        { new(Plain) { ReadOnly = true }, "/", "tls,ro" },
        { new(Plain) { Flags = ["tls"] }, "/", "tls" },
        { new(Plain + ":/a/b/"), "/a/b", "tls" },
        { new(Plain + ":a/b/:"), "a/b", "tls" },
        { new($"{Plain}::{Ap}"), "/", $"accesspoint={Ap},tls" },
        { new($"efs:{Plain}::{Ap}"), "/", $"accesspoint={Ap},tls" },
        { new($"efs:{Plain}:/data/shared:{Ap}"), "/data/shared", $"accesspoint={Ap},tls" },
        { new($"{Plain}::{Ap}") { Flags = ["tls", "accesspoint=" + Ap] }, "/", $"accesspoint={Ap},tls" },
        { new(Plain) { Context = { ["encryptInTransit"] = "true" } }, "/", "tls" },
        { new(Plain) { Context = { ["encryptInTransit"] = "false" } }, "/", "" },
        { new(Plain) { Context = { ["ENCRYPTINTRANSIT"] = "F" } }, "/", "" },
        { new($"{Plain}::{Ap}") { Context = { ["encryptInTransit"] = "false" } }, "/", $"accesspoint={Ap},tls" },
        { new(Plain) { Context = { ["crossaccount"] = "true" } }, "/", "tls,crossaccount" },
        { new(Plain) { Context = { ["crossaccount"] = "false" } }, "/", "tls" },
        { new(Plain) { Context = { ["storage.kubernetes.io/csiProvisionerIdentity"] = "efs", ["mounttargetip"] = "127.0.0.1" } }, "/", "mounttargetip=127.0.0.1,tls" },
        { new(Plain) { Context = { ["mounttargetip"] = "2001:db8::1" } }, "/", "mounttargetip=2001:db8::1,tls" },
        { new(Plain) { Context = { ["mounttargetipmap"] = """{"us-east-1a":"10.0.1.1","us-east-1b":"10.0.2.1"}""" } }, "/", "mounttargetip=10.0.2.1,tls" },
        { new(Plain) { Context = { ["mounttargetipmap"] = """{"us-east-1c":"10.0.3.1"}""" } }, "/", "mounttargetip=10.0.3.1,tls" },
        { new(Plain) { Context = { ["mounttargetipmap"] = "{}" } }, "/", "tls" },
        { new(Plain) { Flags = ["iam", "noresvport", "wsize=65536"], ReadOnly = true }, "/", "tls,ro,iam,noresvport,wsize=65536" },
        { new(Plain) { Flags = ["IAM", "rolearn=arn:aws:iam::1:role/Reader", "jwtpath=/Tokens/JWT", "awsprofile=Ops"] }, "/", "tls,iam,rolearn=arn:aws:iam::1:role/Reader,jwtpath=/Tokens/JWT,awsprofile=Ops" },
        { new(Plain) { Flags = ["LookupCache=None"] }, "/", "tls,lookupcache=none" },
        { new(Plain) { Flags = ["awscredsuri=/x", "awscredsurix"] }, "/", "tls" },
        { new(Plain) { Flags = ["cafile=/etc/pki/schlüssel/a b=c.pem"] }, "/", "tls,cafile=/etc/pki/schlüssel/a b=c.pem" },
        { new(Plain) { Flags = ["context=\"system_u:object_r:container_file_t:s0:c1,c2\""] }, "/", "tls,context=\"system_u:object_r:container_file_t:s0:c1,c2\"" },
        { new(Plain) { Flags = ["accesspoint=fsap-0123456789abcdef0"] }, "/", "tls,accesspoint=fsap-0123456789abcdef0" },
        { new("s3files:" + Plain) { Memory = Big }, "/", "tls" },
        { new($"s3files:{Plain}:/p:{Ap}") { Memory = Big }, "/p", $"accesspoint={Ap},tls" },
        { new("s3files:" + Plain) { Memory = 1L << 30 }, "/", "tls,nos3readcache" },
        { new("s3files:" + Plain) { Flags = ["rsize=65536"] }, "/", "tls,rsize=65536,nos3readcache" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Assemble_Volume_GivesItsOptionsInOrder(PublishCase input, string path, string options)
    {
        var handle = VolumeHandle.Parse(input.VolumeId, out _).ShouldNotBeNull();

        (handle.Path.Length == 0 ? "/" : handle.Path).ShouldBe(path);
        input.Assemble().ToString().ShouldBe(options);
    }

    public static TheoryData<PublishCase, string> Bad => new()
    {
        { new($"{Plain}::{Ap}") { Flags = ["accesspoint=fsap-ffffffff"] }, "mount_flags must not hold an accesspoint other than" },
        { new(Plain) { Context = { ["encryptInTransit"] = "false" }, Flags = ["tls"] }, "must not hold tls" },
        { new(Plain) { Context = { ["encryptInTransit"] = "asdf" } }, "volume_context[encryptInTransit] must be true or false" },
        { new(Plain) { Context = { ["encryptInTransit"] = "tRuE" } }, "volume_context[encryptInTransit]" },
        { new(Plain) { Context = { ["encryptInTransit"] = " true" } }, "volume_context[encryptInTransit]" },
        { new(Plain) { Context = { ["crossaccount"] = "asdf" } }, "volume_context[crossaccount]" },
        { new(Plain) { Context = { ["mounttargetip"] = "bad" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "1.2.3.4,exec" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "1.2.3.4\n" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "1" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "010.0.0.1" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "0x0a.0.0.1" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "fe80::1%eth0" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetip"] = "[::1]:2049" } }, "volume_context[mounttargetip]" },
        { new(Plain) { Context = { ["mounttargetipmap"] = "{invalid" } }, "volume_context[mounttargetipmap] must be a JSON object" },
        { new(Plain) { Context = { ["mounttargetipmap"] = "[]" } }, "volume_context[mounttargetipmap]" },
        { new(Plain) { Context = { ["mounttargetipmap"] = """{"a":1}""" } }, "volume_context[mounttargetipmap]" },
        { new(Plain) { Context = { ["mounttargetipmap"] = """{"a":"1.2.3.4","b":"1.2.3.4,exec"}""" } }, "for 'b'" },
        { new(Plain) { Context = { ["asdf"] = "" } }, "has the key 'asdf'" },
        { new(Plain) { Context = { ["path"] = "/a" } }, "has the key 'path'" },
        { new(Plain) { Flags = ["crossaccount"] }, "must not hold crossaccount" },
        { new(Plain) { Flags = ["CrossAccount"] }, "must not hold crossaccount" },
        { new(Plain) { Flags = ["accesspoint=fsap-0123456789abcdef"] }, "is malformed" },
        { new(Plain) { Flags = ["accesspoint=fsap-0123456789abcdef01"] }, "is malformed" },
        { new(Plain) { Flags = ["accesspoint=fsap-0123456789abcdefg"] }, "is malformed" },
        { new(Plain) { Flags = ["accesspoint=ap-0123456789abcdef00"] }, "is malformed" },
        { new(Plain) { Flags = ["accesspoint"] }, "is malformed" },
        { new(Plain) { Flags = ["ro", "rsize=1,exec"] }, "mount_flags[1] must not hold a comma" },
        { new(Plain) { Flags = ["tls,iam"] }, "mount_flags[0] must be one option" },
        { new(Plain) { Flags = ["a=b\nexec"] }, "mount_flags[0] must not hold control characters" },
        { new(Plain) { Flags = ["a\nb"] }, "mount_flags[0] must be one option" },
        { new(Plain) { Flags = [""] }, "mount_flags[0]" },
        { new(Plain) { Flags = ["=x"] }, "mount_flags[0]" },
        { new(Plain) { Flags = ["näme=x"] }, "mount_flags[0]" },
        { new(Plain) { Flags = ["x=" + new string('y', 10240)] }, "mount_flags[0] has a value of more than" },
        { new(Plain) { Flags = ["context=\"a,b\",exec"] }, "mount_flags[0] must not hold a comma" },
        { new("s3files:" + Plain) { Context = { ["encryptInTransit"] = "false" } }, "S3 Files volumes are always encrypted" },
        { new("s3files:" + Plain) { Context = { ["crossaccount"] = "true" } }, "volume_context[crossaccount]" },
        { new("s3files:" + Plain) { Flags = ["stunnel"] }, "must not hold stunnel" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Assemble_BadInput_NamesTheField(PublishCase input, string message)
    {
        var exception = Should.Throw<CsiException>(() => input.Assemble());

        exception.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        exception.Message.ShouldContain(message);
    }
}
