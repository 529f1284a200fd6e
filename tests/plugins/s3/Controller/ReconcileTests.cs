using System.Text.Json.Nodes;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using CsiHost.StandIns.Kubernetes;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>The whole controller against an API server that allows what the chart grants.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public async Task Workload_Life_BringsAndTakesItsMountpointPod()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        var (attachment, pod) = (rig.ListAttachments().ShouldHaveSingleItem(), rig.ListPods().ShouldHaveSingleItem());
        attachment.Metadata.Labels.ShouldBe(new Dictionary<string, string> { [PodKeys.CreatedByDriverVersion] = Cluster.Version });
        attachment.Metadata.GenerateName.ShouldBe("s3pa-");
        rig.SetPhase(MountNamespace, ControllerRig.NameOf(pod), "Running");
        rig.SetPhase("default", "a", "Running");

        rig.SetPhase("default", "a", "Succeeded");

        await rig.EventuallyAsync(() => rig.ListAttachments().Count == 0, "the attachment stays");
        ((string?)rig.ListPods()[0]["metadata"]!["annotations"]![PodKeys.NeedsUnmount]).ShouldBe("true");
        rig.SetPhase(MountNamespace, ControllerRig.NameOf(pod), "Succeeded");
        await rig.EventuallyAsync(() => rig.ListPods().Count == 0, "the Mountpoint Pod stays");
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("volume")]
    [InlineData("account")]
    public async Task Workload_WhatItNeedsComesLast_IsNoticedAtOnce(string last)
    {
        await using var rig = await ControllerRig.StartAsync();
        rig.Add(Workload("a", account: "late"));
        if (last != "claim")
            rig.Add(Claim());
        if (last != "volume")
            rig.Add(Volume());
        if (last != "account")
            rig.Add(Account("late"));
        await rig.SettleAsync();
        rig.ListPods().ShouldBeEmpty();
        var before = rig.Clock.GetUtcNow();

        rig.Add(last switch { "claim" => Claim(), "volume" => Volume(), _ => Account("late") });

        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod", TimeSpan.FromMilliseconds(1));
        (rig.Clock.GetUtcNow() - before).ShouldBeLessThan(TimeSpan.FromMinutes(2), "it was found by the sweep, not by the event");
    }

    [Fact]
    public async Task Claim_BoundAfterScheduling_IsNoticed()
    {
        await using var rig = await ControllerRig.StartAsync();
        rig.Add(Claim(volume: null));
        rig.Add(Volume());
        rig.Add(Workload("a"));
        await rig.SettleAsync();

        rig.Change("persistentvolumeclaims", "default", "claim", claim =>
        {
            claim["spec"]!["volumeName"] = "pv";
            claim["status"]!["phase"] = "Bound";
        });

        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
    }

    [Fact]
    public async Task Attachment_DeletedByHand_IsMadeAgainForWhoWaits()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        var lost = rig.PodOf("a");

        rig.DeleteAttachment(rig.ListAttachments()[0].Name);

        await rig.EventuallyAsync(() => rig.PodOf("a") is { } pod && pod != lost, "nothing was expected, so nothing may be waited for");
        await rig.EventuallyAsync(() => rig.ListPods().Count == 1, "the pod that no attachment names stays", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task MountpointPod_Evicted_IsReplacedForItsWorkloads()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        rig.Add(Workload("b"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null && rig.PodOf("b") is not null, "no Mountpoint Pod");
        var evicted = rig.PodOf("a")!;
        rig.SetPhase("default", "a", "Running");

        rig.SetPhase(MountNamespace, evicted, "Failed");

        await rig.EventuallyAsync(() => rig.PodOf("a") != evicted && rig.PodOf("b") == rig.PodOf("a"), "it was not replaced");
        await rig.EventuallyAsync(() => rig.ListPods().Count == 1, "the evicted pod stays");
    }

    [Fact]
    public async Task MountpointPod_FailsAgainAndAgain_IsReplacedLessAndLessOften()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        var pauses = new List<TimeSpan>();
        for (var round = 0; round < 4; round++)
        {
            var failed = rig.PodOf("a")!;
            var then = rig.Clock.GetUtcNow();
            rig.SetPhase(MountNamespace, failed, "Failed");
            await rig.EventuallyAsync(() => rig.PodOf("a") != failed, "it was not replaced", TimeSpan.FromMilliseconds(200));
            pauses.Add(rig.Clock.GetUtcNow() - then);
        }

        pauses[1].ShouldBeGreaterThan(TimeSpan.FromSeconds(9));
        pauses[2].ShouldBeGreaterThan(TimeSpan.FromSeconds(18));
        pauses[3].ShouldBeGreaterThan(TimeSpan.FromSeconds(36));
    }

    [Fact]
    public async Task Attachment_CannotBeCreated_TakesItsPodBack()
    {
        await using var rig = await StartAsync();
        rig.Server.Faults.Add(Fault.Status(422) with { When = IsAttachment("create") });

        rig.Add(Workload("a"));

        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        rig.Server.Requests.Count(request => request.Verb == "delete" && request.Resource.Plural == "pods").ShouldBe(1);
        rig.ListPods().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Attachment_AnswerToItsCreationIsLost_IsFoundAndKept()
    {
        await using var rig = await StartAsync();
        rig.Server.Faults.Add(Fault.DropAnswer() with { When = IsAttachment("create") });

        rig.Add(Workload("a"));

        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        await rig.SettleAsync();
        rig.ListAttachments().Count.ShouldBe(1);
        rig.ListPods().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Attachment_AnswerToItsReplacementIsLost_KeepsTheNewPod()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        rig.Change("pods", MountNamespace, rig.PodOf("a")!, pod => pod["metadata"]!["annotations"]![PodKeys.NoNewWorkload] = "true");
        await rig.SettleAsync();
        rig.Server.Faults.Add(Fault.DropAnswer() with { When = IsAttachment("update") });

        rig.Add(Workload("b"));

        await rig.EventuallyAsync(() => rig.PodOf("b") is not null, "no second Mountpoint Pod");
        await rig.SettleAsync();
        rig.ListPods().Select(ControllerRig.NameOf).ShouldBe([rig.PodOf("a"), rig.PodOf("b")], ignoreOrder: true);
    }

    [Fact]
    public async Task Attachment_ChangedBySomebodyElse_KeepsWhatTheyWrote()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        var name = rig.ListAttachments()[0].Name;
        rig.Store.Update(new ResourceAddress(AttachmentApi.Group, AttachmentApi.Version, AttachmentApi.Plural).Named(name), value =>
        {
            value["metadata"]!["finalizers"] = new JsonArray("example.test/keep");
            value["spec"]!["future"] = 1;
        });

        rig.Add(Workload("b"));

        await rig.EventuallyAsync(() => rig.PodOf("b") is not null, "not attached");
        var stored = rig.Store.List(new ResourceAddress(AttachmentApi.Group, AttachmentApi.Version, AttachmentApi.Plural))[0];
        ((int?)stored["spec"]!["future"]).ShouldBe(1);
        ((string?)stored["metadata"]!["finalizers"]![0]).ShouldBe("example.test/keep");
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public async Task Attachment_OfAWorkloadThatIsGone_GoesWhateverItsTimeSays(int days)
    {
        await using var rig = await ControllerRig.StartAsync(run: false);
        rig.ServerClock.Advance(TimeSpan.FromDays(5000));
        var ghost = Attachment("s3pa-old", ("mp-old", ["ghost"]));
        ghost["spec"]!["mountpointS3PodAttachments"]!["mp-old"]![0]!["attachmentTime"] = rig.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        rig.AddAttachment(ghost);
        rig.Add(MountpointPod("mp-old"));
        await rig.RunControllerAsync();
        await rig.SettleAsync();
        rig.ListAttachments().Count.ShouldBe(1, "a workload that was missed for a moment only was given up");

        await rig.EventuallyAsync(() => rig.ListAttachments().Count == 0, "it stays", TimeSpan.FromSeconds(5));

        ((string?)rig.ListPods()[0]["metadata"]!["annotations"]![PodKeys.NeedsUnmount]).ShouldBe("true");
    }

    [Fact]
    public async Task VolumeAttribute_Wrong_IsSaidOnceAndPutRightWhenItChanges()
    {
        await using var rig = await ControllerRig.StartAsync();
        rig.Add(Volume(attributes: [("cache", "disk")]));
        rig.Add(Claim());
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.Log.Lines.Any(line => line.Text.Contains("'cache' is 'disk'", StringComparison.Ordinal)), "nothing was said");
        rig.ListPods().ShouldBeEmpty();
        rig.ListAttachments().ShouldBeEmpty();

        rig.Change("persistentvolumes", null, "pv", volume => volume["spec"]!["csi"]!["volumeAttributes"]!["cache"] = "emptyDir");

        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        rig.Log.Lines.Count(line => line.Text.Contains("'cache' is 'disk'", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Watches_CutAndCompacted_AreFollowedOn()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        rig.Store.Compact();
        rig.Server.EndWatches();

        rig.SetPhase("default", "a", "Failed");
        rig.Add(Workload("b", node: "node-2"));

        await rig.EventuallyAsync(() => rig.PodOf("b") is not null && rig.ListAttachments().Count == 1, "the change was missed");
    }

    [Fact]
    public async Task Start_WithoutPermission_EndsTheHost()
    {
        await using var rig = await ControllerRig.StartAsync(run: false);
        rig.Server.Rules = null;
        rig.Server.Faults.Add(Fault.Status(403) with { When = request => request.Resource.Plural == "serviceaccounts", Times = 100 });

        await rig.RunControllerAsync();

        (await rig.Controller!.Lifetime.Failed.WaitAsync(TimeSpan.FromSeconds(60))).ShouldContain("serviceaccounts");
    }

    [Fact]
    public async Task Readiness_ComesWithTheCaches_AlsoOnTheReplicaThatWaits()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");
        using var loggers = new Microsoft.Extensions.Logging.LoggerFactory();
        await using var second = await RunningController.StartAsync(rig.Server.Server, rig.Clock, rig.Options, loggers);
        var ready = new ReadinessReport { State = ReadinessState.Starting };
        await rig.EventuallyAsync(() => (ready = second.Service.CheckAsync(default).AsTask().GetAwaiter().GetResult()).State == ReadinessState.Ready, "the second is not ready");

        await rig.StopControllerAsync();
        rig.Add(Workload("b", node: "node-2"));

        await rig.EventuallyAsync(() => rig.PodOf("b") is not null, "the second did not take over");
    }

    [Fact]
    public async Task Stop_WhileLeading_GivesTheLeaseUp()
    {
        await using var rig = await StartAsync();
        rig.Add(Workload("a"));
        await rig.EventuallyAsync(() => rig.PodOf("a") is not null, "no Mountpoint Pod");

        await rig.StopControllerAsync();

        var lease = rig.Store.Get(new ResourceAddress("coordination.k8s.io", "v1", "leases", ChartRules.LeaseNamespace).Named("aws-s3-csi-controller"))!;
        ((string?)lease["spec"]!["holderIdentity"] ?? "").ShouldBeEmpty("another replica would wait until the lease expires");
    }

    private static async Task<ControllerRig> StartAsync()
    {
        var rig = await ControllerRig.StartAsync();
        rig.Add(Volume());
        rig.Add(Claim());
        return rig;
    }

    private static Func<RequestRecord, bool> IsAttachment(string verb) => request => request.Verb == verb && request.Resource.Plural == AttachmentApi.Plural;
}
