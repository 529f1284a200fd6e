using CsiHost.Abstractions.Ports;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class WatchTests
{
    [Fact]
    public async Task Watch_FirstList_GivesEachObjectAndSynced()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a", "b", "c", "d");
        await using var watch = cluster.Watch();

        (await watch.NextAsync(5)).ShouldBe(["Added a=0", "Added b=0", "Added c=0", "Added d=0", "Synced"]);
    }

    [Fact]
    public async Task Watch_Changes_ComeInOrder()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        await using var watch = cluster.Watch();
        await watch.NextAsync(2);

        cluster.Add("b");
        cluster.Set("a", "1");
        cluster.Server.Store.Delete(Cluster.Map("a"));

        (await watch.NextAsync(3)).ShouldBe(["Added b=0", "Modified a=1", "Deleted a=1"]);
    }

    [Fact]
    public async Task Watch_Selector_TurnsChangesIntoComingAndGoing()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a", "b");
        await using var watch = cluster.Watch(new KubernetesSelector { Labels = "app=x" });
        await watch.NextAsync(1);

        cluster.Server.Store.Update(Cluster.Map("a"), value => value["metadata"]!["labels"]!["app"] = "x");
        cluster.Server.Store.Update(Cluster.Map("a"), value => value["metadata"]!["labels"]!["app"] = "y");

        (await watch.NextAsync(2)).ShouldBe(["Added a=0", "Deleted a=0"]);
    }

    [Fact]
    public async Task Watch_ConnectionCut_ResumesWhereItWas()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        cluster.Add("a", "b", "c");
        cluster.Server.Faults.Add(Fault.CutAfter(400));

        (await watch.NextAsync(3)).ShouldBe(["Added a=0", "Added b=0", "Added c=0"]);

        cluster.Count("list").ShouldBe(1);
        cluster.Count("watch").ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watch_VersionForgotten_ListsAgainAndTellsTheDifference(bool byEvent)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.ExpiresByEvent = byEvent;
        cluster.Add("a", "b", "c", "d");
        await using var watch = cluster.Watch();
        await watch.NextAsync(5);

        // The watch opens with the next read, so all of this falls into the gap.
        cluster.Server.Store.Delete(Cluster.Map("a"));
        cluster.Set("b", "1");
        cluster.Server.Store.Delete(Cluster.Map("c"));
        cluster.Add("c", "e");
        cluster.Server.Store.Compact();

        (await watch.NextAsync(5)).ShouldBe(["Deleted a=0", "Deleted c=0", "Modified b=1", "Added c=0", "Added e=0"]);
        cluster.Set("d", "2");
        (await watch.NextAsync(1)).ShouldBe(["Modified d=2"]);
    }

    [Fact]
    public async Task Watch_Bookmark_MovesTheVersionOn()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        var next = watch.NextAsync(1);
        await cluster.Server.WhenAsync(server => server.OpenWatches == 1);

        cluster.Server.Store.Create(ResourceAddress.Core("secrets", "other").Named("x"), Cluster.NewMap("x"));
        cluster.Server.Store.Compact();
        cluster.Server.EndWatches();
        await cluster.Server.WhenAsync(server => server.Requests.Count(request => request.Verb == "watch") == 2);
        cluster.Add("a");

        (await next).ShouldBe(["Added a=0"]);
        cluster.Count("list").ShouldBe(1);
    }

    [Fact]
    public async Task Watch_EventsTwice_AreGivenOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        cluster.Server.Faults.Add(Fault.Twice());
        cluster.Add("a");
        cluster.Set("a", "1");
        cluster.Server.Store.Delete(Cluster.Map("a"));
        cluster.Add("b");

        (await watch.NextAsync(4)).ShouldBe(["Added a=0", "Modified a=1", "Deleted a=1", "Added b=0"]);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"ADDED\"}")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{}}")]
    [InlineData("{\"type\":\"SOMETHING\",\"object\":{\"metadata\":{\"name\":\"x\"}}}")]
    [InlineData("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}} more")]
    [InlineData("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd\"}}")]
    public async Task Watch_BadLine_StartsTheConnectionAnew(string line)
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        cluster.Server.Faults.Add(Fault.WatchLine(line));
        cluster.Add("a");

        (await watch.NextAsync(1)).ShouldBe(["Added a=0"]);
        cluster.Count("watch").ShouldBe(2);
        cluster.Count("list").ShouldBe(1);
    }

    [Theory]
    [InlineData("ends in time")]
    [InlineData("403")]
    [InlineData("504")]
    [InlineData("bad lines")]
    public async Task Watch_NeverWorks_ListsAgainInTheEnd(string how)
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        var fault = how switch { "403" => Fault.Status(403), "504" => Fault.Status(504), _ => Fault.WatchLine("?") };
        if (how != "ends in time")
            cluster.Server.Faults.Add(fault with { Times = 4, When = request => request.Verb == "watch" });
        cluster.Add("a");

        (await watch.NextAsync(1)).ShouldBe(["Added a=0"]);
        cluster.Count("list").ShouldBe(how == "ends in time" ? 1 : 2);
    }

    [Fact]
    public async Task Watch_FirstListRefused_IsAnException()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Rules = [];
        await using var watch = cluster.Watch();

        (await Should.ThrowAsync<KubernetesApiException>(() => watch.NextAsync(1))).StatusCode.ShouldBe(403);
    }

    [Fact]
    public async Task Watch_PermissionTakenAndGivenBack_GoesOn()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        await using var watch = cluster.Watch();
        await watch.NextAsync(2);
        cluster.Server.Rules = [];
        cluster.Server.Store.Delete(Cluster.Map("a"));

        var next = watch.NextAsync(1);
        await cluster.Server.WhenAsync(server => server.Violations.Count >= 8);
        cluster.Server.Rules = null;

        (await next).ShouldBe(["Deleted a=0"]);
    }

    [Fact]
    public async Task Watch_TooManyRequests_WaitsAsLongAsAsked()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        cluster.Server.Faults.Add(Fault.Status(429, "77"));
        cluster.Add("a");

        (await watch.NextAsync(1)).ShouldBe(["Added a=0"]);
        cluster.Clock.Skipped.ShouldBe([TimeSpan.FromSeconds(77)]);
    }

    [Fact]
    public async Task Watch_SilentForLongerThanItLasts_IsOpenedAnew()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        var next = watch.NextAsync(1);
        await cluster.Server.WhenAsync(server => server.OpenWatches == 1);
        cluster.Server.Requests[^1].Query["timeoutSeconds"].Length.ShouldBe(4);

        // Headers and body have the same limit; between the two none runs.
        while (cluster.Count("watch") == 1)
        {
            await cluster.Clock.WhenWaitingAsync(delay => delay > TimeSpan.FromHours(2));
            cluster.Clock.Advance(TimeSpan.FromHours(3));
        }

        cluster.Add("a");

        (await next).ShouldBe(["Added a=0"]);
    }

    [Fact]
    public async Task Watch_ObjectOfManyReads_ArrivesWhole()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        var text = string.Concat(Enumerable.Repeat("0123456789äöü\\\"\n", 100_000));
        cluster.Server.Store.Create(Cluster.Map("a"), Cluster.NewMap("a", text));

        Cluster.Data((await watch.NextAsync()).Value!).ShouldBe(text);
    }

    [Fact]
    public async Task Watch_ReaderLeaves_NothingIsLeft()
    {
        await using var cluster = await Cluster.StartAsync();
        for (var turn = 0; turn < 10; turn++)
        {
            await using var watch = cluster.Watch();
            await watch.NextAsync(1 + turn);
            cluster.Add($"m{turn}");
            await watch.NextAsync(1);
        }

        await cluster.Server.WhenAsync(server => server.OpenWatches == 0);
        cluster.Api.Dispose();
        await cluster.Server.WhenAsync(server => server.OpenConnections == 0);
        cluster.Clock.ActiveTimers.ShouldBe(0);
    }
}
