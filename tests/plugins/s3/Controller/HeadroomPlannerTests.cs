using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Headroom;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class HeadroomPlannerTests
{
    private const string Gate = PodKeys.HeadroomGate;
    private static readonly string PodOfA = PodNames.HeadroomPod("uid-a", "pv");

    private static readonly Dictionary<string, (JsonObject Workload, bool HasPod, int MinutesWaited, string Plan)> Cases = new()
    {
        ["H1 gated, bound"] = (Gated(), false, 0, "label; make pv; ungate"),
        ["H1 its pod stands already"] = (Gated(), true, 0, "label; ungate"),
        ["H1 labelled already"] = (Labelled(Gated()), true, 0, "ungate"),
        ["H9 another label is left alone"] = (Gated().Labelled(PodKeys.HeadroomForWorkload, "other"), true, 0, "ungate"),
        ["H7 a claim is not bound"] = (Two(Gated(), "unbound"), false, 0, "label; make pv; again"),
        ["H7 and now it is"] = (Labelled(Two(Gated(), "claim2")), true, 0, "make pv2; ungate"),
        ["a claim that waits for its first consumer would wait for ever"] = (Labelled(Two(Gated(), "unbound")), true, 3, "ungate"),
        ["H6 a volume of another driver"] = (Two(Gated(), "ebs"), false, 0, "label; make pv; ungate"),
        ["H8 other gates"] = (Workload("a", node: null).Gated("x", Gate), false, 0, "label; make pv; ungate"),
        ["no volume of ours"] = (Workload("a", "ebs", node: null).Gated(Gate), false, 0, "ungate"),
        ["no gate, no label"] = (Workload("a", node: null), false, 0, ""),
        ["another gate alone"] = (Workload("a", node: null).Gated("x"), false, 0, ""),
        ["labelled, unscheduled"] = (Labelled(Workload("a", node: null)), true, 0, ""),
        ["labelled, scheduled, pending"] = (Labelled(Workload("a")), true, 0, ""),
        ["H2 running"] = (Labelled(Workload("a", phase: "Running")), true, 0, "delete; unlabel"),
        ["H2 running and the pod is gone"] = (Labelled(Workload("a", phase: "Running")), false, 0, "unlabel"),
        ["H5 failed"] = (Labelled(Workload("a", phase: "Failed")), true, 0, "delete; unlabel"),
        ["H5 succeeded"] = (Labelled(Workload("a", phase: "Succeeded")), true, 0, "delete; unlabel"),
        ["H4 terminated before it was scheduled"] = (Labelled(Gated()).Terminating(), true, 0, "delete"),
        ["terminating while it starts"] = (Labelled(Workload("a")).Terminating(), true, 0, "delete"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Plan_Case_Is(string name)
    {
        var (workload, hasPod, minutes, expected) = Cases[name];
        var world = StateWorld.WithVolume().AddWorkload(workload)
            .AddVolume(Volume("pv2", "claim2"), Volume("pv3", "ebs", driver: "ebs.csi.aws.com")).AddClaim(Claim("claim2", "pv2"), Claim("ebs", "pv3"), Claim("unbound", null));
        if (hasPod)
            world.AddMountpointPod(HeadroomPod());

        Text(HeadroomPlanner.Plan(world.State.ReadWorkload("default", "a")!, TimeSpan.FromMinutes(minutes))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("Running", true)]
    [InlineData("Succeeded", true)]
    [InlineData("Failed", true)]
    [InlineData("terminating", true)]
    [InlineData("unscheduled", false)]
    [InlineData("Pending", false)]
    public void IsStale_Workload_Decides(string state, bool stale)
    {
        var workload = state switch
        {
            "none" => null,
            "terminating" => Workload("a", node: null).Terminating(),
            "unscheduled" => Workload("a", node: null),
            _ => Workload("a", phase: state),
        };

        HeadroomPlanner.IsStale(workload is null ? null : StateWorld.Pod(workload)).ShouldBe(stale);
    }

    [Fact]
    public void Patches_OfAWorkload_TestWhatTheyRelyOn()
    {
        var gated = StateWorld.Pod(Workload("a", node: null).Gated("x", Gate));
        WorkloadPatch.RemoveGate(gated).ShouldBe(
            """[{"op":"test","path":"/metadata/uid","value":"uid-a"},{"op":"test","path":"/spec/schedulingGates/1/name","value":"s3.csi.aws.com/reserve-headroom-for-mppod"},{"op":"remove","path":"/spec/schedulingGates/1"}]""");
        WorkloadPatch.AddLabel(gated).ShouldBe(
            """[{"op":"test","path":"/metadata/uid","value":"uid-a"},{"op":"test","path":"/metadata/resourceVersion","value":"1"},{"op":"add","path":"/metadata/labels","value":{"s3.csi.aws.com/headroom-for-workload":"uid-a"}}]""");
        var labelled = StateWorld.Pod(Workload("a").Labelled("x", "y"));
        WorkloadPatch.AddLabel(labelled).ShouldBe(
            """[{"op":"test","path":"/metadata/uid","value":"uid-a"},{"op":"add","path":"/metadata/labels/s3.csi.aws.com~1headroom-for-workload","value":"uid-a"}]""");
    }

    private static JsonObject Gated() => Workload("a", node: null).Gated(Gate);

    private static JsonObject Labelled(JsonObject workload) => workload.Labelled(PodKeys.HeadroomForWorkload, "uid-a");

    private static JsonObject Two(JsonObject workload, string claim)
    {
        workload["spec"]!["volumes"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "two", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } });
        return workload;
    }

    private static JsonObject HeadroomPod() => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = PodOfA,
            ["namespace"] = MountNamespace,
            ["uid"] = "uid-hr",
            ["resourceVersion"] = "1",
            ["labels"] = new JsonObject { [PodKeys.HeadroomForPod] = "uid-a" },
        },
        ["spec"] = new JsonObject(),
        ["status"] = new JsonObject { ["phase"] = "Pending" },
    };

    private static string Text(HeadroomPlan plan)
    {
        var steps = new List<string>();
        if (plan.AddLabel)
            steps.Add("label");
        steps.AddRange(plan.Create.Select(volume => "make " + volume.Name));
        steps.AddRange(plan.Delete.Select(pod => pod.Name == PodOfA ? "delete" : "delete " + pod.Name));
        if (plan.RemoveGate)
            steps.Add("ungate");
        if (plan.RemoveLabel)
            steps.Add("unlabel");
        if (plan.LookAgain is not null)
            steps.Add("again");
        return string.Join("; ", steps);
    }
}
