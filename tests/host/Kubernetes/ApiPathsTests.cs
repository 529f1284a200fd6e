using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class ApiPathsTests
{
    [Theory]
    [InlineData("", "v1", "nodes", null, "n1", "/api/v1/nodes/n1")]
    [InlineData("", "v1", "pods", "default", "p", "/api/v1/namespaces/default/pods/p")]
    [InlineData("storage.k8s.io", "v1", "csinodes", null, "n1", "/apis/storage.k8s.io/v1/csinodes/n1")]
    [InlineData("s3.csi.aws.com", "v2", "things", "a b", "x?y", "/apis/s3.csi.aws.com/v2/namespaces/a%20b/things/x%3Fy")]
    public void Object_AnyResource_HasItsPath(string group, string version, string plural, string? space, string name, string expected) =>
        ApiPaths.Object(new KubernetesResource { Group = group, Version = version, Plural = plural, Namespace = space }, name).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void Object_NameThatLeavesTheCollection_Throws(string name) =>
        Should.Throw<ArgumentException>(() => ApiPaths.Object(new KubernetesResource { Version = "v1", Plural = "nodes" }, name));

    [Fact]
    public void Query_EmptyValues_AreLeftOut() =>
        ApiPaths.Query(("limit", "5"), ("continue", ""), ("labelSelector", "a in (b,c)")).ShouldBe("?limit=5&labelSelector=a%20in%20%28b%2Cc%29");
}
