using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.StandIns.Kubernetes;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Kubernetes;

/// <summary>The stand-in's own rules, for a test is worth no more than what it runs against.</summary>
public sealed class StandInTests
{
    private const string Pod = """{"metadata":{"name":"p","namespace":"n","labels":{"app":"a","empty":""}},"spec":{"nodeName":"n1"}}""";

    [Theory]
    [InlineData("", "", true)]
    [InlineData("app=a", "", true)]
    [InlineData("app==a,empty", "", true)]
    [InlineData("app!=a", "", false)]
    [InlineData("other!=a", "", true)]
    [InlineData("!app", "", false)]
    [InlineData("!other", "", true)]
    [InlineData("app in (x, a),empty=", "", true)]
    [InlineData("app notin (x,a)", "", false)]
    [InlineData("other notin (x,a)", "", true)]
    [InlineData("", "spec.nodeName=n1,metadata.namespace=n", true)]
    [InlineData("", "spec.nodeName!=n1", false)]
    [InlineData("", "status.phase=", true)]
    public void Selectors_Terms_Match(string labels, string fields, bool expected)
    {
        using var document = JsonDocument.Parse(Pod);
        new Selectors(labels, fields).Match(document.RootElement).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/-","value":3}]""", """{"a":[1,2,3],"b":{"x/y":1}}""")]
    [InlineData("""[{"op":"add","path":"/a/0","value":0}]""", """{"a":[0,1,2],"b":{"x/y":1}}""")]
    [InlineData("""[{"op":"remove","path":"/a/0"},{"op":"remove","path":"/b/x~1y"}]""", """{"a":[2],"b":{}}""")]
    [InlineData("""[{"op":"test","path":"/a","value":[1,2]},{"op":"replace","path":"/a","value":null}]""", """{"a":null,"b":{"x/y":1}}""")]
    public void JsonPatch_Operations_Apply(string patch, string expected)
    {
        var document = JsonNode.Parse("""{"a":[1,2],"b":{"x/y":1}}""")!;
        JsonPatch.Apply(document, JsonNode.Parse(patch)!.AsArray());
        document.ToJsonString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":[2,1]}]""", 422)]
    [InlineData("""[{"op":"remove","path":"/none"}]""", 422)]
    [InlineData("""[{"op":"replace","path":"/a/9","value":1}]""", 422)]
    [InlineData("""[{"op":"add","path":"/none/x","value":1}]""", 422)]
    [InlineData("""[{"op":"move","path":"/a"}]""", 400)]
    public void JsonPatch_Impossible_IsRefused(string patch, int code) =>
        Should.Throw<ApiErrorException>(() => JsonPatch.Apply(JsonNode.Parse("""{"a":[1,2]}""")!, JsonNode.Parse(patch)!.AsArray()))
            .Code.ShouldBe(code);

    [Fact]
    public void Store_NothingChanged_KeepsTheVersion()
    {
        var store = new ObjectStore(TimeProvider.System);
        store.Create(Cluster.Map("a"), Cluster.NewMap("a"));
        var version = store.Revision;
        store.Update(Cluster.Map("a"), _ => { });

        store.Revision.ShouldBe(version);
    }

    [Fact]
    public void Clock_Advance_RunsTimersInOrderAtTheirTime()
    {
        var sut = new ManualTimeProvider();
        var start = sut.GetUtcNow();
        var calls = new List<double>();
        using var late = sut.CreateTimer(_ => calls.Add((sut.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var every = sut.CreateTimer(_ => calls.Add((sut.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        sut.Advance(TimeSpan.FromSeconds(7));

        calls.ShouldBe([2, 4, 5, 6]);
        (sut.GetUtcNow() - start).TotalSeconds.ShouldBe(7);
        sut.ActiveTimers.ShouldBe(1);
    }
}
