using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using CsiHost.StandIns.Kubernetes;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>
/// Two nodes and a controller under a random schedule: workloads come and go, Mountpoint Pods are evicted, options are edited, requests fail, watches
/// break, the controller is stopped half-way and another goes on, and the server's clock jumps. A failure names its seed.
/// </summary>
public sealed class RandomScheduleTests
{
    private const int Steps = 120;
    private static readonly string[] Nodes = ["node-1", "node-2"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Schedule_AtRandom_LeavesNobodyWithoutAMountAndNoPodWithoutAUser(int seed)
    {
        var random = new Random(seed);
        await using var rig = await ControllerRig.StartAsync();
        for (var volume = 1; volume <= 3; volume++)
        {
            rig.Add(Volume($"pv{volume}", $"claim{volume}"));
            rig.Add(Claim($"claim{volume}", $"pv{volume}"));
        }

        var nodes = new NodeModel(rig, random);
        var invariants = new Invariants(rig, nodes);
        for (var step = 0; step < Steps; step++)
        {
            var what = await ActAsync(rig, nodes, random, step);
            nodes.Step(0.5);
            rig.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(500)));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System);
            invariants.Check($"after step {step} ({what}), seed {seed}");
        }

        if (rig.Controller is null)
            await rig.RunControllerAsync();
        await rig.EventuallyAsync(() => Pass(nodes, invariants) && AllMounted(rig, nodes), $"a workload is left without a mount, seed {seed}", TimeSpan.FromSeconds(2));

        foreach (var workload in nodes.Workloads().Where(IsActive))
            nodes.End(workload, "Succeeded");
        await rig.EventuallyAsync(
            () => Pass(nodes, invariants) && rig.ListAttachments().Count == 0 && rig.ListPods().Count == 0, $"something is left without a workload, seed {seed}", TimeSpan.FromSeconds(5));
    }

    private static bool Pass(NodeModel nodes, Invariants invariants)
    {
        nodes.Step(1);
        invariants.Check("at the end");
        return true;
    }

    private static bool IsActive(JsonObject workload) => (string?)workload["status"]!["phase"] is "Pending" or "Running";

    private static bool AllMounted(ControllerRig rig, NodeModel nodes)
    {
        var pods = rig.ListPods().Where(pod => (string?)pod["status"]?["phase"] == "Running").Select(ControllerRig.NameOf).ToHashSet();
        return nodes.Workloads().Where(IsActive).All(workload =>
            nodes.Mounts.TryGetValue((string)workload["metadata"]!["uid"]!, out var pod) && pods.Contains(pod) && rig.PodOf(ControllerRig.NameOf(workload)) == pod);
    }

    private static async Task<string> ActAsync(ControllerRig rig, NodeModel nodes, Random random, int step)
    {
        var active = nodes.Workloads().Where(IsActive).ToList();
        var running = rig.ListPods().Where(pod => (string?)pod["status"]?["phase"] == "Running").ToList();
        switch (random.Next(20))
        {
            case < 7:
                rig.Add(Workload($"w{step}", $"claim{random.Next(3) + 1}", Nodes[random.Next(2)]).WithFsGroup(random.Next(2)));
                return "workload comes";
            case < 11 when active.Count > 0:
                nodes.End(active[random.Next(active.Count)], random.Next(2) == 0 ? "Succeeded" : "Failed");
                return "workload ends";
            case 11 when active.Count > 0:
                var gone = active[random.Next(active.Count)];
                nodes.End(gone, "Failed");
                rig.DeleteWorkload(ControllerRig.NameOf(gone));
                return "workload is deleted at once";
            case 12 when running.Count > 0:
                nodes.Evict(running[random.Next(running.Count)]);
                return "Mountpoint Pod is evicted";
            case 13:
                rig.Change("persistentvolumes", null, $"pv{random.Next(3) + 1}", volume => volume["spec"]!["mountOptions"] = new JsonArray($"option-{step}"));
                return "options are edited";
            case 14:
                rig.Server.Faults.Add(RandomFault(random));
                return "a request fails";
            case 15:
                rig.Store.Compact();
                rig.Server.EndWatches();
                return "watches break";
            case 16 when rig.Controller is not null:
                await rig.StopControllerAsync();
                return "the controller stops";
            case 17 when rig.Controller is null:
                await rig.RunControllerAsync();
                return "a controller starts";
            case 18:
                rig.ServerClock.Advance(TimeSpan.FromDays(random.Next(400)));
                return "the server's clock jumps";
            default:
                return "nothing";
        }
    }

    /// <summary>Of the controller's writes, or of what it reads by name.</summary>
    private static Fault RandomFault(Random random)
    {
        var fault = random.Next(4) switch
        {
            0 => Fault.Status(500),
            1 => Fault.Status(409),
            2 => Fault.Drop(),
            _ => Fault.DropAnswer(),
        };
        return fault with
        {
            When = static request => request.Verb is "create" or "update" or "delete" or "get" && (request.Resource.Plural is "pods" or AttachmentApi.Plural),
            Times = random.Next(3) + 1,
        };
    }
}
