using System.Text;
using CsiHost.Plugins.Efs.Tunnels.State;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

public sealed class TunnelNamesTests
{
    [Theory]
    [InlineData("/.efs", "efs")]
    [InlineData("/", "")]
    [InlineData("/a/.b", "a..b")]
    [InlineData("/.hidden/.x", "hidden..x")]
    [InlineData("/mnt/with blank", "mnt.with blank")]
    [InlineData("/var/lib/kubelet/pods/u/volumes/kubernetes.io~csi/pv/mount", "var.lib.kubelet.pods.u.volumes.kubernetes.io~csi.pv.mount")]
    public void Safe_IsThatOfEfsUtils(string mountPoint, string expected) => TunnelNames.Safe(mountPoint).ShouldBe(expected);

    [Fact]
    public void Base_JoinsItsParts() => TunnelNames.Base("fs-1", "/mnt/efs", 20123).ShouldBe("fs-1.mnt.efs.20123");

    [Theory]
    [InlineData('a')]
    [InlineData('ä')]
    [InlineData('\ud83d')]
    public void Base_OfALongPath_FitsAndStaysUnique(char character)
    {
        var part = character == '\ud83d' ? "\ud83d\ude00" : character.ToString();
        var one = TunnelNames.Base("fs-0a1b2c3d4e5f60718", "/" + string.Concat(Enumerable.Repeat(part, 300)) + "1", 20123);
        var other = TunnelNames.Base("fs-0a1b2c3d4e5f60718", "/" + string.Concat(Enumerable.Repeat(part, 300)) + "2", 20123);
        Encoding.UTF8.GetByteCount(TunnelNames.ConfigurationPrefix + one).ShouldBeLessThanOrEqualTo(255);
        one.ShouldEndWith(".20123");
        one.ShouldNotBe(other);
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(one)).ShouldBe(one);
    }

    [Theory]
    [InlineData("fs-1.mnt.20049", 20049)]
    [InlineData("~fs-1.mnt.20049", 20049)]
    [InlineData("fs-1.mnt.20049+", 20049)]
    [InlineData("stunnel-config.fs-1.mnt.20049", 20049)]
    [InlineData("efs-utils-lock", null)]
    [InlineData("fs-1.mnt", null)]
    public void PortOf_ReadsAnyEntry(string name, int? expected) => TunnelNames.PortOf(name).ShouldBe(expected);
}
