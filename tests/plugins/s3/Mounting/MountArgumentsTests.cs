using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Tests.Mounting;

public sealed class MountArgumentsTests
{
    public static TheoryData<string, string[], string[]> Table => new()
    {
        { "A1", ["allow-delete", "region us-west-2", "aws-max-attempts 5"], ["--allow-delete", "--aws-max-attempts=5", "--region=us-west-2"] },
        { "A2", ["--cache /tmp/c", "--max-cache-size 500", "--metadata-ttl 3"], ["--cache=/tmp/c", "--max-cache-size=500", "--metadata-ttl=3"] },
        {
            "A3", ["sse=aws:kms", "sse-kms-key-id=arn:aws:kms:r:1:key/x"],
            ["--sse-kms-key-id=arn:aws:kms:r:1:key/x", "--sse=aws:kms"]
        },
        { "A4", ["--uid    1000", "  --gid  2000  "], ["--gid=2000", "--uid=1000"] },
        { "A6", ["-d", "-l logs/", "read-only"], ["--read-only", "-d", "-l=logs/"] },
        { "A8", ["read-only", "--read-only"], ["--read-only"] },
        { "A9", ["--foreground", "-f", "--help", "-h", "--version", "-v", "foreground"], [] },
        { "A10", ["prefix a/sub=vault/"], ["--prefix=a/sub=vault/"] },
        { "A11", ["prefix=a/sub vault/"], ["--prefix=a/sub vault/"] },
        { "A12", ["prefix=a/sub=vault/"], ["--prefix=a/sub=vault/"] },
        { "A13a", ["prefix my folder/sub=test/"], ["--prefix=my folder/sub=test/"] },
        { "A13b", ["prefix backup files = production/"], ["--prefix=backup files = production/"] },
        { "A23", ["--bind eth1", "--bind eth0"], ["--bind=eth0", "--bind=eth1"] },
        { "A24", ["\tallow-delete\n"], ["--\tallow-delete\n"] },
        { "A25", ["region="], ["--region"] },
        { "A26", ["=x"], ["--=x"] },
        { "empty", [""], ["--"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Parse_Options_GivesSortedArguments(string row, string[] options, string[] expected)
    {
        var sut = MountArguments.Parse(options);

        sut.ToList().ShouldBe(expected, row);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Parse_ItsOwnOutput_GivesTheSame(string row, string[] options, string[] expected)
    {
        var sut = MountArguments.Parse(options);
        sut.Set("--user-agent-prefix", "s3-csi-driver/2.0.0 credential-source#driver k8s/v1.33 md/install#helm");

        MountArguments.Parse(sut.ToList()).ToList().ShouldBe(sut.ToList(), row);
        expected.ShouldBeSubsetOf(sut.ToList());
    }

    [Fact]
    public void Set_KeyThatHasValues_ReplacesThem()
    {
        var sut = MountArguments.Parse(["--region=a", "--region=c"]);
        sut.Set("region", "b");
        sut.ToList().ShouldBe(["--region=b"]);
    }

    [Fact]
    public void SetIfAbsent_KeyThatHasAValue_LeavesIt()
    {
        var sut = MountArguments.Parse(["gid 111"]);
        sut.SetIfAbsent("gid", "555");
        sut.ToList().ShouldBe(["--gid=111"]);
    }

    [Theory]
    [InlineData("region", "x")]
    [InlineData("--region", "x")]
    [InlineData("--absent", null)]
    public void Find_Key_IsNormalized(string key, string? expected) => MountArguments.Parse(["--region=x"]).Find(key).ShouldBe(expected);

    [Fact]
    public void Remove_Key_TakesAllItsValuesAndTellsTheFirst()
    {
        var sut = MountArguments.Parse(["aws-max-attempts 7", "aws-max-attempts 5", "allow-delete"]);
        sut.Remove("aws-max-attempts").ShouldBe("5");
        sut.Remove("aws-max-attempts").ShouldBeNull();
        sut.ToList().ShouldBe(["--allow-delete"]);
    }

    [Fact]
    public void Parse_AnyText_NeverFails()
    {
        var random = new Random(4);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(0x10000))]);
            var sut = MountArguments.Parse([text, "=", " ", "--", "-", text + "=" + text]);
            MountArguments.Parse(sut.ToList()).ToList().Count.ShouldBe(sut.ToList().Distinct().Count());
        }
    }
}
