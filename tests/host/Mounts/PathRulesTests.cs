using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Mounts.Plans;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class PathRulesTests
{
    [Theory]
    [InlineData("/k/pods/u/volumes/kubernetes.io~csi/pv/mount", "Publish")]
    [InlineData("/k/plugins/kubernetes.io/csi/volumeDevices/publish/pv/u", "Publish")]
    [InlineData("/k/plugins/kubernetes.io/csi/volumeDevices/staging/pv", "Stage")]
    [InlineData("/k/plugins/kubernetes.io/csi/a.csi/0abc/globalmount", "Stage")]
    [InlineData("/k/pods/u/volumes/kubernetes.io~csi/pv/mount/sub", null)]
    [InlineData("/k/pods/u/volumes/kubernetes.io~nfs/pv/mount", null)]
    [InlineData("/k", null)]
    [InlineData("/other/pods/u/volumes/kubernetes.io~csi/pv/mount", null)]
    public void KindOf_Path_IsKnownByItsShape(string path, string? kind) => KubeletPaths.KindOf("/k", path)?.ToString().ShouldBe(kind);

    [Theory]
    [InlineData("{\"driverName\":\"a.csi\",\"volumeHandle\":\"v\"}", "a.csi/v")]
    [InlineData("{\"driverName\":\"a.csi\"}", null)]
    [InlineData("{\"driverName\":1,\"volumeHandle\":\"v\"}", null)]
    [InlineData("{\"driverName\":\"a\",\"volumeHandle\":\"\"}", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public void ReadNote_File_IsReadWithCare(string content, string? expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["vol_data.json"], content);
        var note = KubeletPaths.ReadNote(folder["mount"]);
        (note is null ? null : $"{note.Value.Driver}/{note.Value.Volume}").ShouldBe(expected);
    }

    [Theory]
    [InlineData("/var/lib/kubelet/pods/x", "/data/kubelet/pods/x")]
    [InlineData("/var/lib/kubelet", "/data/kubelet")]
    [InlineData("/var/lib/kubelets/x", "/var/lib/kubelets/x")]
    public void Apply_Alias_RewritesWholeSegments(string path, string expected) =>
        PathAlias.Apply([new PathAlias("/var", "/var"), new PathAlias("/var/lib/kubelet", "/data/kubelet")], path).ShouldBe(expected);

    [Fact]
    public void Discover_LinkedRoot_FindsWhereItLeads()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["real", "kubelet"]);
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);
        var alias = PathAlias.Discover([new(folder["link", "kubelet"]), new(folder["real"]), new(folder["missing"])]).ShouldHaveSingleItem();
        alias.Real.ShouldBe(folder["real", "kubelet"]);
    }

    [Theory]
    [InlineData("/", "/", "/vol/a", "/vol/a")]
    [InlineData("/vol", "/", "/vol/a", "/a")]
    [InlineData("/vol", "/", "/vol", "/")]
    [InlineData("/vol", "/sub", "/vol/a/", "/sub/a")]
    [InlineData("/vol", "/sub", "/vol", "/sub")]
    public void RootOf_Path_IsThePathInsideItsFileSystem(string point, string root, string path, string expected)
    {
        var holder = MountInfoParser.ParseLine($"9 8 0:2 {root} {point} rw - tmpfs none rw")!;
        StepMatch.RootOf(holder, path).ShouldBe(expected);
    }

    [Theory]
    [InlineData("nfs", "s:/", false, true)]
    [InlineData("nfs4", "s:/", false, true)]
    [InlineData("nfs4", "other:/", false, false)]
    [InlineData("tmpfs", "s:/", false, false)]
    [InlineData("nfs4", "s:/", true, false)]
    public void IsMadeBy_FileSystemMount_ComparesTypeAndSource(string type, string source, bool helper, bool expected)
    {
        var entry = MountInfoParser.ParseLine("9 8 0:2 / /a rw - nfs4 s:/ rw")!;
        var step = new FileSystemMountStep { Source = source, Target = "/a", FileSystemType = type, UseHelper = helper };
        StepMatch.IsMadeBy(step, entry, _ => null, path => path).ShouldBe(expected);
    }
}
