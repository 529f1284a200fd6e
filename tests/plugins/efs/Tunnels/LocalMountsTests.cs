using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

public sealed class LocalMountsTests
{
    [Theory]
    [InlineData("nfs4", "127.0.0.1:/", 20049, "/", 20049)]
    [InlineData("nfs", "127.0.0.1:/a b", 20050, "/a b", 20050)]
    [InlineData("nfs4", "127.0.0.1:/x", null, "/x", 2049)]
    public void Parse_LocalNfs(string type, string source, int? port, string path, int expected) =>
        LocalMounts.Parse(new LocalMountTable().AddNfs("/mnt", port, source, type)).ShouldBe(new LocalMount("/mnt", path, expected));

    [Theory]
    [InlineData("nfs4", "10.0.0.1:/")]
    [InlineData("nfs4", "fs-1.efs.eu-west-1.amazonaws.com:/")]
    [InlineData("ext4", "127.0.0.1:/")]
    public void Parse_AnythingElse_IsNotOurs(string type, string source) =>
        LocalMounts.Parse(new LocalMountTable().AddNfs("/mnt", 20049, source, type)).ShouldBeNull();
}
