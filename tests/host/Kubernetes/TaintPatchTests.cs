using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class TaintPatchTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"spec\":{}}")]
    [InlineData("{\"spec\":{\"taints\":null}}")]
    [InlineData("{\"spec\":{\"taints\":[]}}")]
    [InlineData("{\"spec\":{\"taints\":[{\"key\":\"other\",\"effect\":\"NoSchedule\"}, null, 7]}}")]
    public void Create_NoSuchTaint_IsNothing(string node) => TaintPatch.Create(Parse(node), "k").ShouldBeNull();

    [Theory]
    [InlineData("[{\"key\":\"k\",\"effect\":\"NoExecute\",\"value\":\"x\"}]", "")]
    [InlineData("[{\"key\":\"k\",\"effect\":\"NoSchedule\"},{\"key\":\"k\",\"effect\":\"NoExecute\"}]", "")]
    [InlineData(
        "[{\"key\":\"a\",\"timeAdded\":\"2030-01-01T00:00:00Z\"},{\"key\":\"k\"},{\"key\":\"b\"}]",
        "[{\"key\":\"a\",\"timeAdded\":\"2030-01-01T00:00:00Z\"},{\"key\":\"b\"}]")]
    public void Create_Taint_IsTakenOutAndTheRestGuarded(string taints, string rest)
    {
        var patch = TaintPatch.Create(Parse($"{{\"spec\":{{\"taints\":{taints}}}}}"), "k").ShouldNotBeNull();

        var change = rest.Length == 0
            ? "{\"op\":\"remove\",\"path\":\"/spec/taints\"}"
            : $"{{\"op\":\"replace\",\"path\":\"/spec/taints\",\"value\":{rest}}}";
        var expected = $"[{{\"op\":\"test\",\"path\":\"/spec/taints\",\"value\":{taints}}},{change}]";
        JsonNode.DeepEquals(JsonNode.Parse(patch), JsonNode.Parse(expected)).ShouldBeTrue(patch);
    }

    private static NodeObject Parse(string json) => JsonSerializer.Deserialize(json, KubernetesJson.Default.NodeObject)!;
}
