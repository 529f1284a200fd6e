using System.Text.Json.Nodes;
using CsiHost.Abstractions.Errors;
using CsiHost.Kubernetes;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class LeaderElectionTests
{
    private static readonly ObjectAddress Lease = new ResourceAddress("coordination.k8s.io", "v1", "leases", "kube-system").Named("controller");
    private static readonly AccessRule[] ControllerRole =
    [
        new("coordination.k8s.io", "leases", "get", "update") { Namespace = "kube-system", Names = ["controller"] },
        new("coordination.k8s.io", "leases", "create") { Namespace = "kube-system" },
    ];

    [Fact]
    public async Task Run_NoLeaseYet_CreatesItAndLeads()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");

        await a.WhenLeading;

        var spec = Spec(cluster);
        ((string?)spec["holderIdentity"]).ShouldBe("a");
        ((int)spec["leaseDurationSeconds"]!).ShouldBe(15);
        ((string?)spec["acquireTime"]).ShouldBe("2030-01-01T00:00:00.000000Z");
    }

    [Fact]
    public async Task Run_Leading_RenewsAndOthersWait()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        using var b = new Candidate(cluster, "b");

        for (var turn = 0; turn < 10; turn++)
        {
            await a.PassAsync(1);
            await b.PassAsync(1);
        }

        (a.IsLeading, b.IsLeading).ShouldBe((true, false));
        ((string?)Spec(cluster)["renewTime"]).ShouldBe("2030-01-01T00:00:50.000000Z");
        ((string?)Spec(cluster)["acquireTime"]).ShouldBe("2030-01-01T00:00:00.000000Z");
        cluster.Server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WorkDone_GivesTheLeaseUpAtOnce()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        using var b = new Candidate(cluster, "b");
        await b.PassAsync(0);

        a.Done.SetResult();
        await a.Run;
        b.Clock.Advance(Candidate.Retry);
        await b.WhenLeading;

        ((string?)Spec(cluster)["holderIdentity"]).ShouldBe("b");
        ((int)Spec(cluster)["leaseTransitions"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Run_HolderStandsStill_IsReplacedAfterTheLeaseAndStops()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        await a.PassAsync(0);
        using var b = new Candidate(cluster, "b");

        await b.PassAsync(2);
        b.IsLeading.ShouldBeFalse();
        b.Clock.Advance(Candidate.Retry);
        await b.WhenLeading;
        var lost = a.WhenLost;
        a.Clock.Advance(Candidate.Retry);
        await lost;

        a.Log.Warnings.ShouldHaveSingleItem().ShouldContain("another candidate took it");
        await a.PassAsync(1);
        (a.IsLeading, b.IsLeading).ShouldBe((false, true));
    }

    [Fact]
    public async Task Run_LeaseStolen_StopsTheWorkAndWaitsAgain()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        await a.PassAsync(1);
        var lost = a.WhenLost;

        cluster.Server.Store.Update(Lease, value => value["spec"]!["holderIdentity"] = "thief");
        a.Clock.Advance(Candidate.Retry);
        await lost;
        await a.PassAsync(0);
        cluster.Server.Store.Update(Lease, value => value["spec"]!["holderIdentity"] = "");
        a.Clock.Advance(Candidate.Retry);

        await a.WhenLeading;
        a.Run.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    public async Task Run_RenewalsFail_StopsBeforeOthersMayStart(int status)
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        await a.PassAsync(0);
        var lost = a.WhenLost;
        cluster.Server.Faults.Decide = _ => Fault.Status(status);

        a.Clock.Advance(Candidate.Retry);
        await a.Clock.WhenWaitingAsync(delay => delay <= TimeSpan.FromSeconds(2));
        a.Clock.Advance(TimeSpan.FromSeconds(6));
        await lost;

        a.Clock.GetUtcNow().Second.ShouldBe(11);
        ((string?)Spec(cluster)["holderIdentity"]).ShouldBe("a");
    }

    [Fact]
    public async Task Run_RenewalFailsOnce_GoesOnLeading()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        await a.PassAsync(0);
        cluster.Server.Faults.Add(Fault.Status(403));

        a.Clock.Advance(Candidate.Retry);
        await a.Clock.WhenWaitingAsync(TimeSpan.FromSeconds(1));
        a.Clock.Advance(TimeSpan.FromSeconds(1));
        await a.PassAsync(2);

        a.IsLeading.ShouldBeTrue();
        a.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LeaseForbidden_SaysSoOnceAndTriesUntilItMay()
    {
        await using var cluster = await StartAsync();
        cluster.Server.Rules = [];
        using var a = new Candidate(cluster, "a");
        await a.PassAsync(5);
        cluster.Server.Rules = ControllerRole;
        a.Clock.Advance(Candidate.Retry);

        await a.WhenLeading;
        a.Log.Warnings.ShouldHaveSingleItem().ShouldContain("is forbidden");
    }

    [Fact]
    public async Task Run_WorkThrows_GivesTheLeaseUpAndThrows()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;

        a.Done.SetException(new InvalidOperationException("broken"));

        (await Should.ThrowAsync<InvalidOperationException>(() => a.Run)).Message.ShouldBe("broken");
        ((string?)Spec(cluster)["holderIdentity"]).ShouldBe("");
    }

    [Fact]
    public async Task Run_Cancelled_StopsTheWorkAndGivesTheLeaseUp()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;

        await a.StopAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => a.Run);
        ((string?)Spec(cluster)["holderIdentity"]).ShouldBe("");
    }

    [Fact]
    public async Task Run_CancelledWhileARenewalIsAnswered_GivesTheLeaseUp()
    {
        await using var cluster = await StartAsync();
        using var a = new Candidate(cluster, "a");
        await a.WhenLeading;
        await a.PassAsync(0);
        cluster.Server.Faults.Add(Fault.StallAfter(10) with { When = request => request.Verb == "update" });
        a.Clock.Advance(Candidate.Retry);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((string?)Spec(cluster)["renewTime"] != "2030-01-01T00:00:05.000000Z")
        {
            limit.IsCancellationRequested.ShouldBeFalse("the renewal was not stored");
            await Task.Yield();
        }

        await a.StopAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => a.Run);
        ((string?)Spec(cluster)["holderIdentity"]).ShouldBe("");
    }

    [Fact]
    public async Task Run_ForeignFieldsOfTheLease_AreKept()
    {
        await using var cluster = await StartAsync();
        cluster.Server.Store.Create(Lease, new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["who"] = "operator" } },
            ["spec"] = new JsonObject { ["strategy"] = "x", ["holderIdentity"] = null, ["leaseTransitions"] = 7 },
        });
        using var a = new Candidate(cluster, "a");

        await a.WhenLeading;

        ((string?)cluster.Server.Store.Get(Lease)!["metadata"]!["annotations"]!["who"]).ShouldBe("operator");
        ((string?)Spec(cluster)["strategy"]).ShouldBe("x");
        ((int)Spec(cluster)["leaseTransitions"]!).ShouldBe(8);
    }

    [Fact]
    public async Task Run_NoCluster_Throws()
    {
        var sut = new LeaderElection(
            KubernetesApi.Unavailable, "a", new LeaseTimings(), TimeProvider.System, new ListLogger<LeaderElection>());

        await Should.ThrowAsync<CsiException>(() => sut.RunAsync("n", "l", _ => Task.CompletedTask, CancellationToken.None));
    }

    private static async Task<Cluster> StartAsync()
    {
        var cluster = await Cluster.StartAsync();
        cluster.Server.Rules = ControllerRole;
        return cluster;
    }

    private static JsonObject Spec(Cluster cluster) => (JsonObject)cluster.Server.Store.Get(Lease)!["spec"]!;
}
