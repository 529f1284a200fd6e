using CsiHost.Abstractions.Backends.Node;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Tests.Rpc.Services;

public sealed class NodeServiceTests
{
    private const string Tokens = """{"sts.test":{"token":"jwt-1","expirationTimestamp":"2031-02-03T04:05:06Z"}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_MovesThePodOutOfTheContext_FromEitherPlace(bool tokensInSecrets)
    {
        await using var sut = new DriverHarness();
        var request = Requests.Publish();
        request.VolumeContext.Add("bucket", "b");
        request.VolumeContext.Add(KubernetesKeys.PodName, "pod-1");
        request.VolumeContext.Add(KubernetesKeys.PodNamespace, "ns-1");
        request.VolumeContext.Add(KubernetesKeys.PodUid, "uid-1");
        request.VolumeContext.Add(KubernetesKeys.ServiceAccount, "sa-1");
        request.VolumeContext.Add(KubernetesKeys.Ephemeral, "true");
        (tokensInSecrets ? request.Secrets : request.VolumeContext).Add(KubernetesKeys.Tokens, Tokens);
        request.Secrets.Add("key", "value");

        await sut.CallAsync(NodeMethods.NodePublishVolume, request);

        var model = (Models.PublishRequest)sut.Mounts.Asked.Single().Request;
        model.VolumeContext.ShouldBe(new Dictionary<string, string> { ["bucket"] = "b" });
        model.Secrets.Names.ShouldBe(["key"]);
        model.Workload.ShouldSatisfyAllConditions(
            pod => (pod.PodName, pod.PodNamespace, pod.PodUid, pod.ServiceAccountName, pod.IsEphemeral).ShouldBe(("pod-1", "ns-1", "uid-1", "sa-1", true)),
            pod => pod.Tokens["sts.test"].Token.ShouldBe("jwt-1"),
            pod => pod.Tokens["sts.test"].ExpiresAt.ShouldBe(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Publish_WithLargeTokens_IsWithinTheContextLimit()
    {
        await using var sut = new DriverHarness();
        var request = Requests.Publish();
        Requests.Fill(request.VolumeContext, 4096);
        request.VolumeContext.Add(KubernetesKeys.Tokens, Tokens.Replace("jwt-1", new string('j', 5000), StringComparison.Ordinal));

        await sut.CallAsync(NodeMethods.NodePublishVolume, request);

        sut.Mounts.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, Requests.Staging)]
    [InlineData(false, null)]
    public async Task Publish_NamesTheStagingPath_OnlyToDriversThatStage(bool stages, string? expected)
    {
        await using var sut = new DriverHarness(interfaces: stages ? null : DriverHarness.Without(typeof(INodeStager)));

        await sut.CallAsync(NodeMethods.NodePublishVolume, Requests.Publish());

        ((Models.PublishRequest)sut.Mounts.Asked.Single().Request).StagingPath?.Value.ShouldBe(expected);
    }

    [Fact]
    public async Task Publish_WithoutStaging_NeedsNoStagingPath()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(INodeStager)));
        var request = Requests.Publish();
        request.StagingTargetPath = "";

        await sut.CallAsync(NodeMethods.NodePublishVolume, request);

        sut.Mounts.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task MountCalls_Reach_TheMountsRoom()
    {
        await using var sut = new DriverHarness();

        foreach (var rpc in new[] { "NodeStageVolume", "NodePublishVolume", "NodeUnpublishVolume", "NodeUnstageVolume" })
            await sut.CallAsync("/csi.v1.Node/" + rpc, Requests.All["/csi.v1.Node/" + rpc]());

        sut.Mounts.Asked.Select(entry => entry.Method).ShouldBe(["Stage", "Publish", "Unpublish", "Unstage"]);
        sut.Mounts.Asked[2].Request.ShouldBe(new Models.AbsolutePath(Requests.Target));
        sut.Mounts.Asked.Select(entry => entry.Call!.CallId).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Stats_Have_UnitsAndCondition()
    {
        await using var sut = new DriverHarness();

        var response = await sut.CallAsync(NodeMethods.NodeGetVolumeStats, new NodeGetVolumeStatsRequest { VolumeId = "v1", VolumePath = Requests.Target });

        var usage = response.Usage.ShouldHaveSingleItem();
        (usage.Unit, usage.Total, usage.Used, usage.Available).ShouldBe((VolumeUsage.Types.Unit.Bytes, 10, 4, 6));
        response.VolumeCondition.Message.ShouldBe("fine");
    }

    [Fact]
    public async Task Stats_WithoutAnyUsage_AreInternal()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Stats = new Models.VolumeStats();

        var error = await sut.FailAsync(NodeMethods.NodeGetVolumeStats, new NodeGetVolumeStatsRequest { VolumeId = "v1", VolumePath = "/x" });

        error.Code.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task Expand_WithoutRangeAndCapability_IsFine()
    {
        await using var sut = new DriverHarness();

        var response = await sut.CallAsync(NodeMethods.NodeExpandVolume, new NodeExpandVolumeRequest { VolumeId = "v1", VolumePath = "/x" });

        response.CapacityBytes.ShouldBe(2048);
        sut.Backend.Last<Models.NodeExpandRequest>().Capacity.ShouldBeNull();
    }

    [Fact]
    public async Task GetInfo_Merges_IdentityAndTopology()
    {
        await using var sut = new DriverHarness(nodeId: new Models.NodeId("configured"));

        var info = await sut.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());

        (info.NodeId, info.MaxVolumesPerNode).ShouldBe(("backend-node", 7));
        info.AccessibleTopology.Segments.ShouldContainKeyAndValue("topology.test/zone", "z1");
    }

    [Fact]
    public async Task GetInfo_OfADriverWithoutAnOwnId_HasTheConfiguredOne()
    {
        await using var sut = new DriverHarness(nodeId: new Models.NodeId("configured"));
        sut.Backend.Node = new Models.NodeDescription();

        (await sut.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest())).NodeId.ShouldBe("configured");
    }

    [Fact]
    public async Task GetInfo_WithNothingToAsk_IsOneCachedAnswer()
    {
        await using var sut = new DriverHarness(
            interfaces: DriverHarness.Without(typeof(INodeIdentity), typeof(INodeTopology)), nodeId: new Models.NodeId("configured"));

        var first = await sut.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());

        first.NodeId.ShouldBe("configured");
        first.AccessibleTopology.ShouldBeNull();
        (await sut.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest())).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task GetInfo_WithoutAnyId_SaysWhatToSet()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(INodeIdentity)));

        var error = await sut.FailAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());

        error.Code.ShouldBe(StatusCode.FailedPrecondition);
        error.Message.ShouldContain("Host:NodeId");
    }

    [Fact]
    public async Task GetInfo_OfANodeWhoseTopologyIsNotKnown_HasNone()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Segments = new Dictionary<string, string>();

        (await sut.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest())).AccessibleTopology.ShouldBeNull();
    }

    public static TheoryData<string, string> BadSegments => new()
    {
        { "", "z" }, { "a/b/c", "z" }, { "UPPER.prefix/zone", "z" }, { "zone", "" }, { "zone", "-z" }, { new string('k', 64), "z" }, { "zone", new string('v', 64) },
    };

    [Theory]
    [MemberData(nameof(BadSegments))]
    public async Task GetInfo_WithASegmentThatIsNoLabel_IsInternal(string key, string value)
    {
        await using var sut = new DriverHarness();
        sut.Backend.Segments = new Dictionary<string, string> { [key] = value };

        (await sut.FailAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest())).Code.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task ControllerHost_OffersNoNodeCall()
    {
        await using var sut = new DriverHarness(HostMode.Controller);

        foreach (var (path, request) in Requests.All.Where(entry => entry.Key.Contains("Node/", StringComparison.Ordinal)))
            (await sut.FailAsync(path, request())).Message.ShouldContain("this host serves no node calls");
        (await sut.FailAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest())).Code.ShouldBe(StatusCode.Unimplemented);
    }
}
