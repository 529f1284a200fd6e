using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Ports;
using CsiHost.TestKit.Fakes;

namespace CsiHost.TestKit.Tests;

public sealed class FakeKubernetesApiTests
{
    private static readonly KubernetesResource Pods = new() { Version = "v1", Plural = "pods", Namespace = "default" };
    private static readonly JsonTypeInfo<JsonObject> Json = (JsonTypeInfo<JsonObject>)System.Text.Json.JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));
    private readonly FakeKubernetesApi _sut = new();

    [Fact]
    public async Task Replace_OldVersion_IsAConflict()
    {
        var created = await CreateAsync("pod");
        await _sut.ReplaceAsync(Pods, "pod", created, Json, CancellationToken.None);

        var exception = await Should.ThrowAsync<KubernetesApiException>(async () =>
            await _sut.ReplaceAsync(Pods, "pod", created, Json, CancellationToken.None));

        exception.StatusCode.ShouldBe(409);
    }

    [Fact]
    public async Task Update_ChangedMeanwhile_ReadsAgain()
    {
        await CreateAsync("pod");
        var attempts = 0;

        var updated = await _sut.UpdateAsync(Pods, "pod", Change, Json, CancellationToken.None);

        attempts.ShouldBe(2);
        ((string?)updated!["status"]).ShouldBe("changed");

        bool Change(JsonObject value)
        {
            if (attempts++ == 0)
                _ = _sut.PatchAsync(Pods, "pod", """[{"op":"add","path":"/other","value":1}]""", CancellationToken.None).AsTask();
            value["status"] = "changed";
            return true;
        }
    }

    [Fact]
    public async Task Watch_ListAndChanges_ComeInOrder()
    {
        using var stop = new CancellationTokenSource();
        await CreateAsync("a");
        var seen = new List<string>();
        await using var events = _sut.WatchAsync(Pods, new KubernetesSelector { Labels = "app=x" }, Json, stop.Token).GetAsyncEnumerator();

        await NextAsync();
        await NextAsync();
        await CreateAsync("b");
        await CreateAsync("c", label: "y");
        await _sut.DeleteAsync(Pods, "a", KubernetesPreconditions.None, CancellationToken.None);
        await NextAsync();
        await NextAsync();

        seen.ShouldBe(["Added a", "Synced ", "Added b", "Deleted a"]);

        async Task NextAsync()
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            seen.Add($"{events.Current.Kind} {(string?)events.Current.Value?["metadata"]?["name"]}");
        }
    }

    public static TheoryData<string, string?> Patches => new()
    {
        { """[{"op":"add","path":"/spec","value":{"a":[1]}},{"op":"add","path":"/spec/a/-","value":2}]""", "[1,2]" },
        { """[{"op":"add","path":"/spec","value":{"a":[1,2]}},{"op":"remove","path":"/spec/a/0"}]""", "[2]" },
        { """[{"op":"add","path":"/spec","value":{"a":1}},{"op":"test","path":"/spec/a","value":1},{"op":"replace","path":"/spec/a","value":3}]""", "3" },
        { """[{"op":"test","path":"/spec","value":1}]""", null },
        { """[{"op":"remove","path":"/absent"}]""", null },
        { """[{"op":"add","path":"/absent/deep","value":1}]""", null },
    };

    [Theory]
    [MemberData(nameof(Patches))]
    public async Task Patch_Operations_ApplyOrFailWhole(string patch, string? expected)
    {
        await CreateAsync("pod");

        var exception = await Record.ExceptionAsync(async () => await _sut.PatchAsync(Pods, "pod", patch, CancellationToken.None));

        var spec = (await _sut.GetAsync(Pods, "pod", Json, CancellationToken.None))!["spec"];
        spec?["a"]?.ToJsonString().ShouldBe(expected);
        (exception as KubernetesApiException)?.StatusCode.ShouldBe(422);
        (exception is null).ShouldBe(expected is not null);
    }

    [Fact]
    public async Task Delete_OtherUid_IsAConflict()
    {
        await CreateAsync("pod");

        (await Should.ThrowAsync<KubernetesApiException>(async () => await _sut.DeleteAsync(
            Pods, "pod", new KubernetesPreconditions { Uid = "other" }, CancellationToken.None))).StatusCode.ShouldBe(409);
    }

    private async Task<JsonObject> CreateAsync(string name, string label = "x") => await _sut.CreateAsync(
        Pods,
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = label } } },
        Json,
        CancellationToken.None);
}
