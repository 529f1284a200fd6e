using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>Who shares a Mountpoint Pod with whom.</summary>
public sealed class SharingTests
{
    private static readonly Dictionary<string, (string Authentication, JsonObject[] Workloads, JsonObject[] Accounts, int Pods)> Cases = new()
    {
        ["K12 pod level, same account"] = ("pod", [Workload("a", account: "s"), Workload("b", account: "s")], [Account("s", role: "r")], 1),
        ["K14 pod level, other account"] = ("pod", [Workload("a", account: "s"), Workload("b", account: "t")], [Account("s"), Account("t")], 2),
        ["K16 driver level, other account"] = ("driver", [Workload("a", account: "s"), Workload("b", account: "t")], [Account("s"), Account("t")], 1),
        ["R30 empty is driver level"] = ("", [Workload("a", account: "s"), Workload("b", account: "t")], [Account("s"), Account("t")], 1),
        ["unknown source is its own"] = ("foo", [Workload("a", account: "s"), Workload("b", account: "t")], [Account("s"), Account("t")], 1),
        ["K11 same fsGroup"] = ("driver", [Workload("a").WithFsGroup(1), Workload("b").WithFsGroup(1)], [], 1),
        ["K11 other fsGroup"] = ("driver", [Workload("a").WithFsGroup(1), Workload("b").WithFsGroup(2)], [], 2),
        ["group 0 is a group"] = ("driver", [Workload("a").WithFsGroup(0), Workload("b")], [], 2),
        ["no account name is the default account"] = ("pod", [Workload("a", account: ""), Workload("b")], [], 1),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Plan_Workloads_GetSoManyPods(string name)
    {
        var (authentication, workloads, accounts, pods) = Cases[name];
        var world = StateWorld.WithVolume(Volume(attributes: [("authenticationSource", authentication)])).AddAccount(accounts).AddWorkload(workloads);

        var plan = world.Plan();

        plan.Findings.ShouldBeEmpty();
        plan.Attachments.Count.ShouldBe(pods);
        plan.Attachments.Sum(attachment => attachment.NewPod!.Workloads.Count).ShouldBe(2);
    }

    [Fact]
    public void Plan_RoleChangedBetweenPods_IsNotShared()
    {
        var world = StateWorld.WithVolume(Volume(attributes: [("authenticationSource", "pod")])).AddAccount(Account("s", role: "new"))
            .AddMountpointPod(MountpointPod("mp-1")).AddWorkload(Workload("a", phase: "Running", account: "s"), Workload("b", account: "s"));
        var attachment = Attachment("s3pa-1", ("mp-1", ["a"]));
        attachment["spec"]!["authenticationSource"] = "pod";
        attachment["spec"]!["workloadNamespace"] = "default";
        attachment["spec"]!["workloadServiceAccountName"] = "s";
        attachment["spec"]!["workloadServiceAccountIAMRoleARN"] = "old";

        var plan = world.AddAttachment(attachment).Plan();

        PlanText.Of(plan).ShouldBe("new[make pod for b, create]");
        plan.Attachments[0].Key.RoleArn.ShouldBe("new");
    }

    [Fact]
    public void Plan_TwoVolumes_AreUnitsOfTheirOwn()
    {
        var pod = Workload("a");
        pod["spec"]!["volumes"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "more", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = "claim2" } });
        var world = StateWorld.WithVolume().AddVolume(Volume("pv2", "claim2")).AddClaim(Claim("claim2", "pv2")).AddWorkload(pod);

        PlanText.Of(world.Plan()).ShouldBe("new[make pod for a, create]");
        PlanText.Of(world.Plan(unit: new UnitKey(NodeName, "pv2"))).ShouldBe("new[make pod for a, create]");
        world.State.AllKeys().ShouldBe([WorkKey.Workload("default", "a"), WorkKey.Unit(new UnitKey(NodeName, "pv")), WorkKey.Unit(new UnitKey(NodeName, "pv2"))], ignoreOrder: true);
    }

    [Fact]
    public void Plan_OtherNode_IsAUnitOfItsOwn()
    {
        var world = StateWorld.WithVolume().AddWorkload(Workload("a"), Workload("b", node: "node-2"));

        PlanText.Of(world.Plan()).ShouldBe("new[make pod for a, create]");
        PlanText.Of(world.Plan(unit: new UnitKey("node-2", "pv"))).ShouldBe("new[make pod for b, create]");
    }

    [Theory]
    [InlineData("claim unbound")]
    [InlineData("claim missing")]
    [InlineData("claim bound to a volume of another claim")]
    [InlineData("claim of the same name in another namespace")]
    [InlineData("unscheduled")]
    public void Plan_WorkloadThatDoesNotUseTheVolumeHere_GetsNothing(string why)
    {
        var world = new StateWorld().AddAccount(Account(), Account(space: "other"));
        world = why switch
        {
            "claim unbound" => world.AddVolume(Volume()).AddClaim(Claim(volume: null)).AddWorkload(Workload("a")),
            "claim missing" => world.AddVolume(Volume()).AddWorkload(Workload("a")),
            "claim bound to a volume of another claim" => world.AddVolume(Volume(claim: "theirs")).AddClaim(Claim()).AddWorkload(Workload("a")),
            "claim of the same name in another namespace" => world.AddVolume(Volume()).AddClaim(Claim(space: "other")).AddWorkload(Workload("a", space: "other")),
            _ => world.AddVolume(Volume()).AddClaim(Claim()).AddWorkload(Workload("a", node: null)),
        };

        PlanText.Of(world.Plan()).ShouldBe("");
    }

    [Fact]
    public void AttachmentName_OfAKey_FollowsFromEachOfItsFields()
    {
        var key = new SharingKey { NodeName = "n", PersistentVolumeName = "p", VolumeId = "v", MountOptions = "o", FsGroup = "", AuthenticationSource = "pod" };
        SharingKey[] others =
        [
            key with { NodeName = "np", PersistentVolumeName = "" }, key with { VolumeId = "x" }, key with { MountOptions = "o,p" }, key with { FsGroup = "0" },
            key with { AuthenticationSource = "driver" }, key with { Namespace = "s" }, key with { ServiceAccountName = "s" }, key with { RoleArn = "s" },
        ];

        key.AttachmentName.ShouldBe((key with { }).AttachmentName);
        key.AttachmentName.ShouldMatch("^s3pa-[0-9a-f]{40}$");
        others.Append(key).Select(other => other.AttachmentName).Distinct().Count().ShouldBe(others.Length + 1);
        others.ShouldAllBe(other => SharingKey.Of(other.ToSpec()) == other);
    }
}
