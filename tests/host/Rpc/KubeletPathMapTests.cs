using CsiHost.Abstractions.Models;
using CsiHost.Rpc.Mapping;

namespace CsiHost.Tests.Rpc;

public sealed class KubeletPathMapTests
{
    private const string Snap = "/var/snap/microk8s/common/var/lib/kubelet";

    [Theory]
    [InlineData(Snap + "/pods/u/volumes/kubernetes.io~csi/pv/mount", "/var/lib/kubelet/pods/u/volumes/kubernetes.io~csi/pv/mount")]
    [InlineData(Snap, "/var/lib/kubelet")]
    [InlineData(Snap + "-other/pods/u", Snap + "-other/pods/u")]
    [InlineData("/srv/x", "/srv/x")]
    public void Apply_PathBelowKubeletsRoot_IsThatOfThisContainer(string requested, string expected) =>
        KubeletPathMap.Between(new AbsolutePath(Snap), new AbsolutePath("/var/lib/kubelet")).ShouldNotBeNull()
            .Apply(new AbsolutePath(requested)).Value.ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("/var/lib/kubelet")]
    public void Between_SamePlace_IsNothingToDo(string? requested) =>
        KubeletPathMap.Between(requested is null ? null : new AbsolutePath(requested), new AbsolutePath("/var/lib/kubelet")).ShouldBeNull();
}
