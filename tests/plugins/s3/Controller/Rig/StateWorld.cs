using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>A state that a test fills, and the plans that follow from it.</summary>
internal sealed class StateWorld
{
    public static readonly UnitKey Unit = new(Cluster.NodeName, "pv");

    public ClusterState State { get; } = new(Cluster.MountNamespace, TimeProvider.System);

    /// <summary>A volume with its claim and the default service account.</summary>
    public static StateWorld WithVolume(JsonObject? volume = null)
    {
        var world = new StateWorld();
        world.AddVolume(volume ?? Cluster.Volume());
        world.AddClaim(Cluster.Claim());
        world.AddAccount(Cluster.Account());
        return world;
    }

    public StateWorld AddWorkload(params JsonObject[] pods) => Each(pods, pod => State.Update(stores => stores.Workloads.Pods.Observe(Pod(pod))));

    public StateWorld AddClaim(params JsonObject[] claims) =>
        Each(claims, claim => State.Update(stores => stores.Workloads.Claims.Observe(claim.Deserialize(ControllerJson.Default.ClaimObject)!)));

    public StateWorld AddVolume(params JsonObject[] volumes) =>
        Each(volumes, volume => State.Update(stores => stores.Workloads.Volumes.Observe(volume.Deserialize(ControllerJson.Default.VolumeObject)!)));

    public StateWorld AddAccount(params JsonObject[] accounts) =>
        Each(accounts, account => State.Update(stores => stores.Workloads.Accounts.Observe(account.Deserialize(ControllerJson.Default.AccountObject)!)));

    public StateWorld AddMountpointPod(params JsonObject[] pods) => Each(pods, pod => State.Update(stores => stores.Mounts.Pods.Observe(Pod(pod))));

    public StateWorld AddAttachment(params JsonObject[] attachments) =>
        Each(attachments, attachment => State.Update(stores => stores.Mounts.Attachments.Observe(Attachment(attachment))));

    public UnitPlan Plan(TimeSpan absentFor = default, TimeSpan replacementDelay = default, UnitKey? unit = null)
    {
        var view = State.Read(unit ?? Unit);
        return UnitPlanner.Plan(view, new PlanFacts
        {
            DriverVersion = Cluster.Version,
            Now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            AbsentFor = Absentees.Find(view).ToDictionary(id => id, _ => absentFor),
            ReplacementDelay = replacementDelay,
        });
    }

    public static PodObject Pod(JsonObject pod) => pod.Deserialize(ControllerJson.Default.PodObject)!;

    public static VolumeObject VolumeOf(JsonObject volume) => volume.Deserialize(ControllerJson.Default.VolumeObject)!;

    private static MountpointS3PodAttachment Attachment(JsonObject attachment) => attachment.Deserialize(AttachmentJson.Default.MountpointS3PodAttachment)!;

    private StateWorld Each(JsonObject[] items, Action<JsonObject> add)
    {
        foreach (var item in items)
            add(item);
        return this;
    }
}
