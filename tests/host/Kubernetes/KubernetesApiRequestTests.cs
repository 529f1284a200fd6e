using System.Text.Json.Nodes;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class KubernetesApiRequestTests
{
    [Fact]
    public async Task Create_ThenGet_GivesTheStoredObject()
    {
        await using var cluster = await Cluster.StartAsync();

        var created = await cluster.Api.CreateAsync(Cluster.ConfigMaps, Cluster.NewMap("a", "1"), Cluster.Json, cluster.End);
        var read = await cluster.GetAsync("a");

        JsonNode.DeepEquals(created, read).ShouldBeTrue();
        ((string?)read!["metadata"]!["uid"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Create_NameTaken_IsAConflict()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");

        var error = await Should.ThrowAsync<KubernetesApiException>(
            async () => await cluster.Api.CreateAsync(Cluster.ConfigMaps, Cluster.NewMap("a"), Cluster.Json, cluster.End));

        error.StatusCode.ShouldBe(409);
        error.Reason.ShouldBe("AlreadyExists");
        error.Message.ShouldContain("POST /api/v1/namespaces/kube-system/configmaps");
        error.Message.ShouldContain("configmaps \"a\" already exists");
    }

    [Fact]
    public async Task GetDocument_OutsideOfCollections_IsReadByItsPath()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Documents["/version"] = new JsonObject { ["gitVersion"] = "v1.33.1" };

        var version = await cluster.Api.GetDocumentAsync("/version", Cluster.Json, cluster.End);

        version.ShouldNotBeNull()["gitVersion"]!.GetValue<string>().ShouldBe("v1.33.1");
        (await cluster.Api.GetDocumentAsync("/apis/config.openshift.io", Cluster.Json, cluster.End)).ShouldBeNull();
    }

    [Fact]
    public async Task Get_NoSuchObject_IsNull()
    {
        await using var cluster = await Cluster.StartAsync();
        (await cluster.GetAsync("none")).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(0)]
    public async Task List_AnyNumberOfObjects_GivesEachOnce(int count)
    {
        await using var cluster = await Cluster.StartAsync();
        var names = Enumerable.Range(0, count).Select(index => $"m{index}").ToArray();
        cluster.Add(names);

        (await cluster.ListAsync()).ShouldBe(names);
        cluster.Count("list").ShouldBe(Math.Max(1, (count + 2) / 3));
    }

    [Fact]
    public async Task List_Selectors_AreSent()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Store.Create(Cluster.Map("a"), Cluster.NewMap("a", app: "x"));
        cluster.Server.Store.Create(Cluster.Map("b"), Cluster.NewMap("b", app: "y"));
        cluster.Server.Store.Create(Cluster.Map("c"), Cluster.NewMap("c", app: "y"));

        (await cluster.ListAsync(new KubernetesSelector { Labels = "app in (y,z)" })).ShouldBe(["b", "c"]);
        (await cluster.ListAsync(new KubernetesSelector { Labels = "app=y", Fields = "metadata.name!=c" })).ShouldBe(["b"]);
    }

    [Fact]
    public async Task List_TokenExpiresHalfWay_StartsAgainAndGivesEachOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a", "b", "c", "d", "e");
        var names = new List<string>();

        await foreach (var value in cluster.Api.ListAsync(Cluster.ConfigMaps, KubernetesSelector.All, Cluster.Json, cluster.End))
        {
            names.Add(Cluster.Name(value));
            if (names.Count != 1)
                continue;
            cluster.Add("f");
            cluster.Server.Store.Compact();
        }

        names.ShouldBe(["a", "b", "c", "d", "e", "f"]);
    }

    [Fact]
    public async Task List_LargeObjects_ArriveWhole()
    {
        await using var cluster = await Cluster.StartAsync();
        var text = string.Concat(Enumerable.Repeat("0123456789äöü\\\"", 20_000));
        foreach (var name in (string[])["a", "b", "c", "d"])
            cluster.Server.Store.Create(Cluster.Map(name), Cluster.NewMap(name, text));

        await foreach (var value in cluster.Api.ListAsync(Cluster.ConfigMaps, KubernetesSelector.All, Cluster.Json, cluster.End))
            Cluster.Data(value).ShouldBe(text);
    }

    [Fact]
    public async Task Replace_OldVersion_IsAConflict()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        var old = await cluster.GetAsync("a");
        cluster.Set("a", "1");

        var error = await Should.ThrowAsync<KubernetesApiException>(
            async () => await cluster.Api.ReplaceAsync(Cluster.ConfigMaps, "a", old!, Cluster.Json, cluster.End));

        (error.StatusCode, error.Reason).ShouldBe((409, "Conflict"));
    }

    [Fact]
    public async Task Update_OthersAreFirst_TriesAgainWithTheirVersion()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        var rivals = 5;

        var stored = await cluster.Api.UpdateAsync(Cluster.ConfigMaps, "a", Increment, Cluster.Json, cluster.End);

        Cluster.Data(stored!).ShouldBe("51");
        cluster.Count("update").ShouldBe(6);

        bool Increment(JsonObject value)
        {
            if (rivals-- > 0)
                cluster.Set("a", $"{5 - rivals}");
            value["data"]!["v"] = Cluster.Data(value) + "1";
            return true;
        }
    }

    [Fact]
    public async Task Update_AlwaysAConflict_GivesUpAfterTen()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        var turn = 0;

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await cluster.Api.UpdateAsync(
            Cluster.ConfigMaps, "a", value => Beaten(value), Cluster.Json, cluster.End));

        error.StatusCode.ShouldBe(409);
        cluster.Count("update").ShouldBe(10);

        bool Beaten(JsonObject value)
        {
            cluster.Set("a", $"rival {turn++}");
            value["data"]!["v"] = "mine";
            return true;
        }
    }

    [Fact]
    public async Task Update_NothingToChange_WritesNothing()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");

        await cluster.Api.UpdateAsync(Cluster.ConfigMaps, "a", _ => false, Cluster.Json, cluster.End);

        cluster.Count("update").ShouldBe(0);
    }

    [Fact]
    public async Task Patch_TestFails_IsAnException()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await PatchAsync("1", "x"));
        await PatchAsync("0", "2");

        error.StatusCode.ShouldBe(422);
        Cluster.Data((await cluster.GetAsync("a"))!).ShouldBe("2");

        ValueTask PatchAsync(string seen, string next) => cluster.Api.PatchAsync(
            Cluster.ConfigMaps,
            "a",
            $$"""[{"op":"test","path":"/data/v","value":"{{seen}}"},{"op":"replace","path":"/data/v","value":"{{next}}"}]""",
            cluster.End);
    }

    [Fact]
    public async Task Delete_Preconditions_Guard()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        var version = (string)(await cluster.GetAsync("a"))!["metadata"]!["resourceVersion"]!;
        cluster.Set("a", "1");

        var error = await Should.ThrowAsync<KubernetesApiException>(
            async () => await DeleteAsync(new KubernetesPreconditions { ResourceVersion = version }));
        await Should.ThrowAsync<KubernetesApiException>(async () => await DeleteAsync(new KubernetesPreconditions { Uid = "other" }));
        await DeleteAsync(KubernetesPreconditions.None);
        await DeleteAsync(KubernetesPreconditions.None);

        error.StatusCode.ShouldBe(409);
        (await cluster.GetAsync("a")).ShouldBeNull();

        ValueTask DeleteAsync(KubernetesPreconditions conditions) => cluster.Api.DeleteAsync(Cluster.ConfigMaps, "a", conditions, cluster.End);
    }

    [Fact]
    public void Unavailable_AnyCall_SaysThatThereIsNoCluster()
    {
        var sut = KubernetesApi.Unavailable;

        sut.IsAvailable.ShouldBeFalse();
        Should.Throw<CsiException>(() => sut.WatchAsync(Cluster.ConfigMaps, KubernetesSelector.All, Cluster.Json, default))
            .Message.ShouldContain("outside a cluster");
    }

    [Fact]
    public async Task Requests_OneAfterTheOther_ShareAConnection()
    {
        await using var cluster = await Cluster.StartAsync();
        for (var turn = 0; turn < 20; turn++)
            await cluster.ListAsync();

        cluster.Server.OpenConnections.ShouldBe(1);
    }
}
