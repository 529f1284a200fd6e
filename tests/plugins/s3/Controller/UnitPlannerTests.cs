using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>What is done for a volume on a node, case by case. The names are those of the requirements.</summary>
public sealed class UnitPlannerTests
{
    private static readonly Dictionary<string, (StateWorld World, string Plan)> Cases = new()
    {
        ["K1 scheduled pending pod"] = (With(Workload("w")), "new[make pod for w, create]"),
        ["K5 running pod without attachment: a mount of driver 1"] = (With(Workload("w", phase: "Running")), ""),
        ["K9 two pods share"] = (With(Workload("a"), Workload("b")), "new[make pod for a+b, create]"),
        ["K9 second pod joins"] = (Shared(Workload("a", phase: "Running"), Workload("b")), "s3pa-1[write mp-1=a+b]"),
        ["K9 already attached"] = (Shared(Workload("a", phase: "Running")), ""),
        ["K5 running pod joins where an attachment is"] = (Shared(Workload("a", phase: "Running"), Workload("b", phase: "Running")), "s3pa-1[write mp-1=a+b]"),
        ["K11 other fsGroup"] = (Shared(Workload("a"), Workload("b").WithFsGroup(5)), "new[make pod for b, create]"),
        ["K18 needs unmount"] = (SharedBy([MountpointPod("mp-1").Annotated(PodKeys.NeedsUnmount, "true")], Workload("a", phase: "Running"), Workload("b")), "s3pa-1[make pod for b, write mp-1=a]"),
        ["X11 another value is no request to unmount"] = (SharedBy([MountpointPod("mp-1").Annotated(PodKeys.NeedsUnmount, "True")], Workload("a"), Workload("b")), "s3pa-1[write mp-1=a+b]"),
        ["K18 no new workload"] = (SharedBy([MountpointPod("mp-1").Annotated(PodKeys.NoNewWorkload, "true")], Workload("a"), Workload("b")), "s3pa-1[make pod for b, write mp-1=a]"),
        ["K18 other driver version"] = (SharedBy([MountpointPod("mp-1", version: "1.9.9")], Workload("a"), Workload("b")), "s3pa-1[make pod for b, write mp-1=a]"),
        ["K18 terminating"] = (SharedBy([MountpointPod("mp-1").Terminating()], Workload("a"), Workload("b")), "s3pa-1[make pod for b, write mp-1=a]"),
        ["K18 pending is fine"] = (SharedBy([MountpointPod("mp-1", phase: "Pending")], Workload("a"), Workload("b")), "s3pa-1[write mp-1=a+b]"),
        ["K19 pod missing: also those that had it move"] = (SharedBy([], Workload("a", phase: "Running"), Workload("b")), "s3pa-1[check mp-1, replace pod for a+b, write]"),
        ["K20 succeeded, unused"] = (SharedBy([MountpointPod("mp-1", phase: "Succeeded")], Workload("a", phase: "Succeeded")), "s3pa-1[delete, delete mp-1]"),
        ["K20 succeeded, unnamed"] = (With().AddMountpointPod(MountpointPod("mp-9", phase: "Succeeded")), "delete mp-9"),
        ["K21 failed, unnamed"] = (With().AddMountpointPod(MountpointPod("mp-9", phase: "Failed")), "delete mp-9"),
        ["K21 failed under its workloads"] = (SharedBy([MountpointPod("mp-1", phase: "Failed")], Workload("a", phase: "Running")), "s3pa-1[replace pod for a, write, delete mp-1]"),
        ["K21 succeeded under its workloads"] = (SharedBy([MountpointPod("mp-1", phase: "Succeeded")], Workload("a", phase: "Running")), "s3pa-1[replace pod for a, write, delete mp-1]"),
        ["K22 pending pod terminating"] = (Shared(Workload("a").Terminating()), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["K22 and no attachment"] = (With(Workload("a").Terminating()), ""),
        ["K23 running pod terminating"] = (Shared(Workload("a", phase: "Running").Terminating()), ""),
        ["K24 succeeded"] = (Shared(Workload("a", phase: "Succeeded")), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["K24 failed"] = (Shared(Workload("a", phase: "Failed")), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["K24 one of two"] = (Shared(Workload("a", phase: "Failed"), Workload("b", phase: "Running")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a", "b"]))), "s3pa-1[write mp-1=b]"),
        ["L1 unknown phase"] = (Shared(Workload("a", phase: "Unknown").Terminating()), ""),
        ["K25 one of two Mountpoint Pods is left"] = (
            SharedBy([MountpointPod("mp-1"), MountpointPod("mp-2")], Workload("a", phase: "Failed"), Workload("b", phase: "Running")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]), ("mp-2", ["b"]))),
            "s3pa-1[write mp-1= mp-2=b, retire mp-1]"),
        ["a controller died after it took the workload out"] = (Shared().AddAttachment(Attachment("s3pa-1", ("mp-1", []))), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["a controller died after it told the pod to end"] = (
            SharedBy([MountpointPod("mp-1").Annotated(PodKeys.NeedsUnmount, "true")]).AddAttachment(Attachment("s3pa-1", ("mp-1", []))), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["an unused pod goes to who comes"] = (Shared(Workload("b")).AddAttachment(Attachment("s3pa-1", ("mp-1", []))), "s3pa-1[write mp-1=b]"),
        ["the last leaves as the next comes"] = (Shared(Workload("a", phase: "Succeeded"), Workload("b")), "s3pa-1[write mp-1=b]"),
        ["a pod that never ran is not waited for"] = (SharedBy([MountpointPod("mp-1", phase: "Pending")], Workload("a", phase: "Failed")), "s3pa-1[write mp-1=, retire mp-1, delete, delete mp-1]"),
        ["K26 two empty duplicates"] = (Empty("s3pa-1", "s3pa-2", Workload("a")), "s3pa-1[delete]; s3pa-2[delete]; new[make pod for a, create]"),
        ["K27 one live, one empty"] = (Shared(Workload("a", phase: "Running"), Workload("b")).AddAttachment(Attachment("s3pa-2")), "s3pa-1[write mp-1=a+b]; s3pa-2[delete]"),
        ["K28 two live"] = (Live2(), "! AmbiguousAttachment; ! AmbiguousAttachment"),
        ["one empty is used"] = (With(Workload("a")).AddAttachment(Attachment("s3pa-1")), "s3pa-1[make pod for a, write]"),
        ["K33 no account"] = (With(Workload("a", account: "missing")), "! ServiceAccountMissing"),
        ["a workload that waits for a pod about to be unmounted"] = (
            SharedBy([MountpointPod("mp-1").Annotated(PodKeys.NeedsUnmount, "true")], Workload("a")), "s3pa-1[replace pod for a, write mp-1=, retire mp-1]"),
        ["K3 volume of another driver"] = (With(Volume(driver: "ebs.csi.aws.com"), Workload("a")), ""),
        ["K10 options edited: who is attached stays"] = (With(Volume().WithOptions("other"), Workload("a", phase: "Running")).AddMountpointPod(MountpointPod("mp-1")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]))), ""),
        ["K10 options edited: the next does not share"] = (
            With(Volume().WithOptions("other"), Workload("a", phase: "Running"), Workload("b")).AddMountpointPod(MountpointPod("mp-1")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]))),
            "new[make pod for b, create]"),
        ["volume gone: who is attached stays"] = (new StateWorld().AddWorkload(Workload("a", phase: "Running")).AddMountpointPod(MountpointPod("mp-1")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]))), ""),
        ["volume gone: who ended goes"] = (
            new StateWorld().AddWorkload(Workload("a", phase: "Failed")).AddMountpointPod(MountpointPod("mp-1")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]))), "s3pa-1[write mp-1=, retire mp-1, delete]"),
        ["volume gone and pod lost"] = (new StateWorld().AddWorkload(Workload("a", phase: "Running")).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]))), "! MountpointPodLost"),
        ["another pod of the attachment takes over"] = (
            SharedBy([MountpointPod("mp-1", phase: "Failed"), MountpointPod("mp-2")], Workload("a", phase: "Running"), Workload("b", phase: "Running"))
                .AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"]), ("mp-2", ["b"]))), "s3pa-1[write mp-2=b+a, delete mp-1]"),
        ["headroom gives the preempting class"] = (With(Workload("a").Labelled(PodKeys.HeadroomForWorkload, "uid-a")), "new[make pod preempting for a, create]"),
        ["told to end and never ran"] = (With().AddMountpointPod(MountpointPod("mp-9", phase: "Pending").Annotated(PodKeys.NeedsUnmount, "true")), "delete mp-9"),
        ["told to end and running: its node's turn"] = (With().AddMountpointPod(MountpointPod("mp-9").Annotated(PodKeys.NeedsUnmount, "true")), ""),
        ["a foreign pod of the namespace"] = (With().AddMountpointPod(Foreign("mp-9")), ""),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Plan_Case_Is(string name) => PlanText.Of(Cases[name].World.Plan()).ShouldBe(Cases[name].Plan);

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "s3pa-1[write mp-1=, retire mp-1, delete]")]
    public void Plan_UnknownWorkload_GoesWhenItWasMissedForLong(int minutes, string expected) =>
        PlanText.Of(Shared().AddAttachment(Attachment("s3pa-1", ("mp-1", ["ghost"]))).Plan(TimeSpan.FromMinutes(minutes))).ShouldBe(expected);

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "retire mp-9")]
    public void Plan_PodThatNoAttachmentNames_IsToldToEndWhenThatLasts(int minutes, string expected) =>
        PlanText.Of(With().AddMountpointPod(MountpointPod("mp-9")).Plan(TimeSpan.FromMinutes(minutes))).ShouldBe(expected);

    [Fact]
    public void Plan_SomethingMissed_LooksAgainWhenItsTimeIsOver() =>
        Shared().AddAttachment(Attachment("s3pa-1", ("mp-1", ["ghost"]))).Plan(TimeSpan.FromSeconds(50)).LookAgain.ShouldBe(TimeSpan.FromSeconds(70));

    [Fact]
    public void Plan_ReplacementTooSoon_WaitsForItsTurn()
    {
        var plan = SharedBy([MountpointPod("mp-1", phase: "Failed")], Workload("a", phase: "Running")).Plan(replacementDelay: TimeSpan.FromSeconds(20));

        PlanText.Of(plan).ShouldBe("");
        plan.LookAgain.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Plan_ReplacementTooSoonButANewPodIsMadeAnyway_MovesAlong()
    {
        var world = SharedBy([MountpointPod("mp-1", phase: "Failed")], Workload("a", phase: "Running"), Workload("b"));

        PlanText.Of(world.Plan(replacementDelay: TimeSpan.FromSeconds(20))).ShouldBe("s3pa-1[make pod for b, write mp-1=a]");
    }

    private static StateWorld With(params System.Text.Json.Nodes.JsonObject[] objects)
    {
        var volume = Array.Find(objects, item => item["spec"]?["csi"] is not null);
        return StateWorld.WithVolume(volume).AddWorkload([.. objects.Where(item => item != volume)]);
    }

    /// <summary>A Mountpoint Pod that workload a uses.</summary>
    private static StateWorld Shared(params System.Text.Json.Nodes.JsonObject[] workloads) => SharedBy([MountpointPod("mp-1")], workloads);

    private static StateWorld SharedBy(System.Text.Json.Nodes.JsonObject[] pods, params System.Text.Json.Nodes.JsonObject[] workloads) =>
        With(workloads).AddMountpointPod(pods).AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"])));

    private static StateWorld Empty(string first, string second, System.Text.Json.Nodes.JsonObject workload) =>
        With(workload).AddAttachment(Attachment(first), Attachment(second));

    private static StateWorld Live2() => With(Workload("a", phase: "Running"), Workload("b", phase: "Running"), Workload("c"))
        .AddMountpointPod(MountpointPod("mp-1"), MountpointPod("mp-2"))
        .AddAttachment(Attachment("s3pa-1", ("mp-1", ["a"])), Attachment("s3pa-2", ("mp-2", ["b"])));

    private static System.Text.Json.Nodes.JsonObject Foreign(string name)
    {
        var pod = MountpointPod(name, phase: "Succeeded");
        pod["metadata"]!["labels"] = null;
        return pod;
    }
}
