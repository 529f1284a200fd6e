using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>Headroom against an API server that allows what the chart grants with headroom on.</summary>
public sealed class HeadroomTests
{
    [Fact]
    public async Task Workload_Gated_GetsRoomIsFreedAndGivesItBack()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a", node: null).Gated("other", PodKeys.HeadroomGate));

        await rig.EventuallyAsync(() => Gates(rig) is ["other"], "the gate stays");

        rig.ListPods("hr-").Select(ControllerRig.NameOf).ShouldBe([PodNames.HeadroomPod(rig.UidOf("a"), "pv")]);
        Label(rig).ShouldBe(rig.UidOf("a"));
        rig.ListPods().ShouldBeEmpty();

        rig.ChangeWorkload("a", pod => pod["spec"]!["nodeName"] = NodeName);
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        ((string?)rig.ListPods()[0]["spec"]!["priorityClassName"]).ShouldBe("mount-s3-preempting-critical");
        rig.ListPods("hr-").Count.ShouldBe(1);

        rig.SetPhase("default", "a", "Running");
        await rig.EventuallyAsync(() => rig.ListPods("hr-").Count == 0 && Label(rig) is null, "the headroom pod stays");
    }

    [Fact]
    public async Task Workload_DeletedWhileGated_TakesItsHeadroomPodsAlong()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a", node: null).Gated(PodKeys.HeadroomGate));
        await rig.EventuallyAsync(() => rig.ListPods("hr-").Count == 1 && Gates(rig).Length == 0, "no headroom pod");

        rig.DeleteWorkload("a");

        await rig.EventuallyAsync(() => rig.ListPods("hr-").Count == 0, "the headroom pod stays");
    }

    [Fact]
    public async Task Workload_ClaimBoundLater_IsFreedThen()
    {
        await using var rig = await StartAsync();
        rig.Add(Claim("late", null));
        rig.Add(Volume("pv2", "late"));
        var pod = Workload("a", node: null).Gated(PodKeys.HeadroomGate);
        pod["spec"]!["volumes"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "two", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = "late" } });
        rig.Add(pod);
        await rig.EventuallyAsync(() => rig.ListPods("hr-").Count == 1, "no headroom pod");
        Gates(rig).Length.ShouldBe(1);

        rig.Change("persistentvolumeclaims", "default", "late", claim =>
        {
            claim["spec"]!["volumeName"] = "pv2";
            claim["status"]!["phase"] = "Bound";
        });

        await rig.EventuallyAsync(() => rig.ListPods("hr-").Count == 2 && Gates(rig).Length == 0, "the gate stays", TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Workload_HeadroomOff_StaysGatedAndUntouched()
    {
        await using var rig = await ControllerRig.StartAsync();
        rig.Add(Volume());
        rig.Add(Claim());
        rig.Add(Workload("a", node: null).Gated(PodKeys.HeadroomGate));
        rig.Add(Workload("b"));

        await rig.EventuallyAsync(() => rig.PodOf("b") is not null, "no Mountpoint Pod");
        await rig.SettleAsync();

        Gates(rig).Length.ShouldBe(1);
        rig.ListPods("hr-").ShouldBeEmpty();
    }

    private static async Task<ControllerRig> StartAsync()
    {
        var rig = await ControllerRig.StartAsync(headroom: true);
        rig.Add(Volume());
        rig.Add(Claim());
        return rig;
    }

    private static JsonObject Get(ControllerRig rig) => rig.Store.Get(CsiHost.StandIns.Kubernetes.ResourceAddress.Core("pods", "default").Named("a"))!;

    private static string[] Gates(ControllerRig rig) => [.. (Get(rig)["spec"]!["schedulingGates"] as JsonArray ?? []).Select(gate => (string)gate!["name"]!)];

    private static string? Label(ControllerRig rig) => (string?)Get(rig)["metadata"]!["labels"]?[PodKeys.HeadroomForWorkload];
}
