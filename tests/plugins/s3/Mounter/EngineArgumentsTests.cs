using System.Text;
using CsiHost.Plugins.S3.Mounter;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.S3.Tests.Mounter;

public sealed class EngineArgumentsTests
{
    [Theory]
    [InlineData(new string[0], new[] { "--foreground" })]
    [InlineData(new[] { "--foreground", "--foreground=x", "-f", "--z", "--a=1", "--a=1" }, new[] { "--a=1", "--foreground", "--z" })] // M31
    [InlineData(new[] { "--sse=aws:kms", "--sse-kms-key-id=x" }, new[] { "--foreground", "--sse-kms-key-id=x", "--sse=aws:kms" })]
    public void Build_Arguments_AreSortedAndInTheForeground(string[] arguments, string[] expected) =>
        EngineArguments.Build(Request(arguments), cacheFolder: null).ShouldBe(["b", "/dev/fd/3", .. expected]);

    [Theory]
    [InlineData("--cache", true)] // C23
    [InlineData("--cache=/mnt/x", true)]
    [InlineData("--cache-xz=b", true)] // C24; another option
    [InlineData("--cache=/mnt/x", false)] // C25
    [InlineData("--debug", false)]
    public void Build_Cache_IsThePodsVolume(string argument, bool exists)
    {
        using var folder = new TemporaryFolder();
        var cache = exists ? folder.Path : folder["absent"];
        var isAsked = argument.StartsWith("--cache", StringComparison.Ordinal) && !argument.StartsWith("--cache-xz", StringComparison.Ordinal);
        var build = () => EngineArguments.Build(Request(argument), cache);
        if (isAsked && !exists)
        {
            Should.Throw<MounterException>(build).Message.ShouldContain("--cache is given");
            return;
        }

        string[] expected = exists ? [$"--cache={cache}"] : [];
        build().Where(text => text.StartsWith("--cache=", StringComparison.Ordinal)).ShouldBe(expected);
        build().Contains(argument).ShouldBe(!isAsked);
    }

    [Theory]
    [InlineData("pod123-vol456", true)] // D1
    [InlineData("my.pv_1", true)]
    [InlineData("A", true)]
    [InlineData("", false)] // D2
    [InlineData("../x", false)]
    [InlineData(".hidden", false)]
    [InlineData("-x", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    public void VolumeNames_AreFileNames(string id, bool expected) => VolumeNames.IsValid(id).ShouldBe(expected);

    [Theory]
    [InlineData("/e", "/f", "/v", "/w", "", "/e")]
    [InlineData("", "/f", "/v", "/w", "", "/v")]
    [InlineData("", "/f", null, "/w", "/f/mount-s3", "/f/mount-s3")]
    [InlineData("", "", null, "/w", "/w/mount-s3", "/w/mount-s3")]
    [InlineData("", "", null, null, "/mountpoint-s3/bin/mount-s3", "/mountpoint-s3/bin/mount-s3")]
    [InlineData("", "", null, null, "ours", "ours")]
    [InlineData("", "", null, null, "", "/mountpoint-s3/bin/mount-s3")]
    public void Location_FollowsItsOrder(string flag, string folder, string? variable, string? folderVariable, string there, string expected)
    {
        var ours = Path.Combine(AppContext.BaseDirectory, "csi-s3-engine");
        EngineLocation.Find(flag, folder, variable, folderVariable, path => path == (there == "ours" ? ours : there))
            .ShouldBe(expected == "ours" ? ours : expected);
    }

    [Fact]
    public void Request_Parse_TakesAnyCaseAndPassesOverWhatItDoesNotKnow()
    {
        var request = MountRequest.Parse("""{"BUCKETNAME":"b","Args":null,"eNv":["K=V"],"new":{"a":[1,{"bucketName":"x"}]},"volumeID":"v"}"""u8);
        request.BucketName.ShouldBe("b");
        request.Arguments.ShouldBeEmpty();
        request.Environment.ShouldBe(["K=V"]);
        request.VolumeId.ShouldBe("v");
    }

    [Fact]
    public void Tail_Append_KeepsTheLastBytes()
    {
        var tail = new OutputTail(5);
        tail.Append("abc"u8);
        tail.Append("def"u8);
        Encoding.UTF8.GetString(tail.Bytes).ShouldBe("bcdef");
        tail.Append("0123456789"u8);
        Encoding.UTF8.GetString(tail.Bytes).ShouldBe("56789");
    }

    private static MountRequest Request(params string[] arguments) =>
        MountRequest.Parse(new S3.Mounting.MountMessage { BucketName = "b", Args = arguments, Env = [] }.Encode());
}
