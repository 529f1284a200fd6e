using System.Text.Json.Nodes;
using CsiHost.Abstractions.Models;
using CsiHost.Kubernetes;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class NodeTaintTests
{
    private const string Key = "efs.csi.aws.com/agent-not-ready";
    private static readonly DriverName Driver = new("efs.csi.aws.com");
    private static readonly ObjectAddress Node = ResourceAddress.Core("nodes").Named("n1");
    private static readonly ObjectAddress CsiNode = new ResourceAddress("storage.k8s.io", "v1", "csinodes").Named("n1");
    private static readonly AccessRule MayPatchNodes = new("", "nodes", "get", "list", "watch", "patch");
    private static readonly AccessRule MayGetCsiNodes = new("storage.k8s.io", "csinodes", "get");
    private readonly ListLogger<NodeTaint> _log = new();

    [Fact]
    public async Task Remove_DriverListed_TakesTheTaintAndNothingElse()
    {
        await using var cluster = await StartAsync("other.example", Driver.Value);

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too"]);
        cluster.Server.Violations.ShouldBeEmpty();
        _log.All.ShouldHaveSingleItem().ShouldContain($"Start-up taint {Key} is off node n1");
    }

    [Fact]
    public async Task Remove_DriverNotListedYet_WaitsForIt()
    {
        await using var cluster = await StartAsync("other.example");
        cluster.Server.Faults.Decide = request =>
        {
            if (request.Resource.Plural == "csinodes" && cluster.Server.Requests.Count == 5)
                cluster.Server.Store.Update(CsiNode, value => value["spec"] = Drivers(Driver.Value));
            return null;
        };

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too"]);
        cluster.Server.Requests.Take(5).ShouldAllBe(request => request.Resource.Plural == "csinodes");
        cluster.Clock.Skipped.ShouldAllBe(pause => pause <= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Remove_NoCsiNodeObjectYet_WaitsForIt()
    {
        await using var cluster = await StartAsync();
        cluster.Server.Store.Delete(CsiNode);
        cluster.Server.Faults.Decide = request =>
        {
            if (cluster.Server.Requests.Count == 3)
                cluster.Server.Store.Create(CsiNode, new JsonObject { ["spec"] = Drivers(Driver.Value) });
            return null;
        };

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too"]);
    }

    [Fact]
    public async Task Remove_OthersChangeTheNodeMeanwhile_KeepsTheirTaints()
    {
        await using var cluster = await StartAsync(Driver.Value);
        var rivals = 3;
        cluster.Server.Faults.Decide = request =>
        {
            if (request.Verb == "patch" && rivals-- > 0)
                cluster.Server.Store.Update(Node, value => value["spec"]!["taints"]!.AsArray().Add(Taint($"rival {rivals}")));
            return null;
        };

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too", "rival 2", "rival 1", "rival 0"]);
        cluster.Count("patch").ShouldBe(4);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(409)]
    public async Task Remove_PatchFails_TriesAgain(int status)
    {
        await using var cluster = await StartAsync(Driver.Value);
        cluster.Server.Faults.Add(Fault.Status(status) with { Times = 3, When = request => request.Verb == "patch" });

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too"]);
    }

    [Fact]
    public async Task Remove_CsiNodesForbidden_RemovesAnyway()
    {
        await using var cluster = await StartAsync();
        cluster.Server.Rules = [MayPatchNodes];

        await RemoveAsync(cluster);

        Taints(cluster).ShouldBe(["keep", "keep too"]);
    }

    [Fact]
    public async Task Remove_PatchForbidden_SaysSoOnceAndTriesUntilItMay()
    {
        await using var cluster = await StartAsync(Driver.Value);
        cluster.Server.Rules = [new AccessRule("", "nodes", "get"), MayGetCsiNodes];
        var removing = RemoveAsync(cluster);
        await cluster.Server.WhenAsync(server => server.Violations.Count >= 6);
        cluster.Server.Rules = [MayPatchNodes, MayGetCsiNodes];

        await removing;

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("is forbidden");
        Taints(cluster).ShouldBe(["keep", "keep too"]);
    }

    [Theory]
    [InlineData(null, Key)]
    [InlineData("", Key)]
    [InlineData("n1", "")]
    public async Task Remove_NothingConfigured_DoesNothing(string? node, string key)
    {
        await using var cluster = await StartAsync(Driver.Value);

        await Sut(cluster).RemoveAsync(node, Driver, key, cluster.End);
        await new NodeTaint(KubernetesApi.Unavailable, cluster.Clock, _log).RemoveAsync("n1", Driver, Key, cluster.End);

        cluster.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_NoTaint_OnlyReads()
    {
        await using var cluster = await StartAsync(Driver.Value);
        cluster.Server.Store.Update(Node, value => value["spec"] = new JsonObject());

        await RemoveAsync(cluster);

        cluster.Server.Requests.Select(request => request.Verb).ShouldBe(["get", "get"]);
    }

    [Fact]
    public async Task Remove_Cancelled_Ends()
    {
        await using var cluster = await StartAsync();
        using var stop = new CancellationTokenSource();
        var removing = Sut(cluster).RemoveAsync("n1", Driver, Key, stop.Token);
        await cluster.Server.WhenAsync(server => server.Requests.Count >= 3);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => removing);
    }

    private static async Task<Cluster> StartAsync(params string[] drivers)
    {
        var cluster = await Cluster.StartAsync();
        cluster.Server.Rules = [MayPatchNodes, MayGetCsiNodes];
        JsonArray taints = [Taint("keep"), Taint(Key), Taint("keep too"), Taint(Key, "NoSchedule")];
        cluster.Server.Store.Create(Node, new JsonObject { ["spec"] = new JsonObject { ["taints"] = taints } });
        cluster.Server.Store.Create(CsiNode, new JsonObject { ["spec"] = Drivers(drivers) });
        return cluster;
    }

    private static JsonObject Taint(string key, string effect = "NoExecute") => new() { ["key"] = key, ["effect"] = effect };

    private static JsonObject Drivers(params string[] names) =>
        new() { ["drivers"] = new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name, ["nodeID"] = "i-1" })]) };

    private static IEnumerable<string> Taints(Cluster cluster) =>
        cluster.Server.Store.Get(Node)!["spec"]!["taints"]!.AsArray().Select(taint => (string)taint!["key"]!);

    private NodeTaint Sut(Cluster cluster) => new(cluster.Api, cluster.Clock, _log);

    private Task RemoveAsync(Cluster cluster) => Sut(cluster).RemoveAsync("n1", Driver, Key, cluster.End);
}
