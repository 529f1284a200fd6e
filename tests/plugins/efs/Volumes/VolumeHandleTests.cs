using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Volumes;

public sealed class VolumeHandleTests
{
    public static TheoryData<string, string, string, string, string> Good => new()
    {
        { "fs-abcd1234", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "fs-abcd1234:", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "fs-abcd1234::", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "efs:fs-abcd1234", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "efs:fs-abcd1234:", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "efs:fs-abcd1234::", "fs-abcd1234", "", "", "fs-abcd1234" },
        { "fs-abcd1234:/a/b/", "fs-abcd1234", "/a/b", "", "fs-abcd1234:/a/b" },
        { "fs-abcd1234:a/b/:", "fs-abcd1234", "a/b", "", "fs-abcd1234:a/b" },
        { "fs-abcd1234:/a/../b//c", "fs-abcd1234", "/b/c", "", "fs-abcd1234:/b/c" },
        { "fs-abcd1234::fsap-abcd1234", "fs-abcd1234", "", "fsap-abcd1234", "fs-abcd1234::fsap-abcd1234" },
        { "fs-abcd1234:/a:fsap-abcd1234", "fs-abcd1234", "/a", "fsap-abcd1234", "fs-abcd1234:/a:fsap-abcd1234" },
        { "efs:fs-abcd1234:/data/shared:fsap-abcd1234", "fs-abcd1234", "/data/shared", "fsap-abcd1234", "fs-abcd1234:/data/shared:fsap-abcd1234" },
        { "s3files:fs-abcd1234:/p:fsap-abcd1234", "fs-abcd1234", "/p", "fsap-abcd1234", "s3files:fs-abcd1234:/p:fsap-abcd1234" },
        { "s3files:fs-abcd1234", "fs-abcd1234", "", "", "s3files:fs-abcd1234" },
        { "fs-" + new string('a', 40), "fs-" + new string('a', 40), "", "", "fs-" + new string('a', 40) },
        { "fs-abcd1234.efs.eu-west-1.amazonaws.com", "fs-abcd1234.efs.eu-west-1.amazonaws.com", "", "", "fs-abcd1234.efs.eu-west-1.amazonaws.com" },
        { "eu-west-1a.fs-abcd1234.efs.eu-west-1.amazonaws.com:/x", "eu-west-1a.fs-abcd1234.efs.eu-west-1.amazonaws.com", "/x", "", "eu-west-1a.fs-abcd1234.efs.eu-west-1.amazonaws.com:/x" },
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "", "is missing" },
        { "efs", "is missing after the type" },
        { "s3files", "is missing after the type" },
        { "efs:", "is missing after the type" },
        { "efs:fs-abcd1234:::", "too many fields" },
        { "fs-abcd1234:::", "too many fields" },
        { "fs-abcd1234:/a/b::four!", "too many fields" },
        { "nfs:fs-abcd1234::fsap-abcd1234", "too many fields" },
        { "invalid-id", "file system id" },
        { "efs:invalid-id", "file system id" },
        { "s3files:invalid-id", "file system id" },
        { "EFS:fs-abcd1234", "file system id" },
        { "fs-abcd123", "file system id" },
        { "fs-" + new string('a', 41), "file system id" },
        { "fs-ABCD1234", "file system id" },
        { "fs-zzzzzzzz", "file system id" },
        { "fs-", "file system id" },
        { "abcd1234", "file system id" },
        { "fs-abcd1234\n", "file system id" },
        { "fs-abcd1234,exec,suid,dev", "file system id" },
        { "fs-abcd1234::invalid-id", "access point id" },
        { "s3files:fs-abcd1234::fsap-XYZ", "access point id" },
        { "fs-abcd1234::fsap-abcd1234\n", "access point id" },
        { "fs-abcd1234:/a\nb", "control character" },
        { "s3files:fs-abcd1234.efs.eu-west-1.amazonaws.com", "S3 Files" },
        { new string('x', 10_000), "file system id" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Parse_Handle_GivesItsPartsAndTheFormThatIsWritten(string text, string fileSystem, string path, string accessPoint, string written)
    {
        var handle = VolumeHandle.Parse(text, out var problem).ShouldNotBeNull(problem);

        handle.FileSystemId.ShouldBe(fileSystem);
        handle.Path.ShouldBe(path);
        handle.AccessPointId.ShouldBe(accessPoint);
        handle.Kind.ShouldBe(text.StartsWith("s3files", StringComparison.Ordinal) ? StorageKind.S3Files : StorageKind.Efs);
        handle.ToString().ShouldBe(written);
        VolumeHandle.Parse(written, out _).ShouldBe(handle);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Parse_Malformed_SaysWhichField(string text, string problem)
    {
        VolumeHandle.Parse(text, out var said).ShouldBeNull();

        said.ShouldContain(problem);
        said.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData("", ".")]
    [InlineData("/", "/")]
    [InlineData("//a//b/", "/a/b")]
    [InlineData("/..", "/")]
    [InlineData("../a", "../a")]
    [InlineData("a/../..", "..")]
    [InlineData("/a/./b/../c", "/a/c")]
    public void Clean_Path_IsThatOfGo(string path, string expected) => GoPath.Clean(path).ShouldBe(expected);
}
