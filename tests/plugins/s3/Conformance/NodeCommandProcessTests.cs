using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Tests.Handover;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Plugins.S3.Tests.Conformance;

/// <summary>The published node plugin under the chart's environment and roles, with the published mounter, killed and started again.</summary>
[Trait("tier", "conformance")]
public sealed class NodeCommandProcessTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Context = new() { ["bucketName"] = "bucket-1" };
    private ClusterRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ClusterRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Volume_LivesThroughKills_AndEndsWell()
    {
        using var mounter = new MounterProcess(_rig.AddPod("mp-a", "w1", "w2"), executable: Composed.Executable("aws-s3-csi-mounter"));
        await mounter.StartAsync();
        var (first, second) = (_rig.Target("w1"), _rig.Target("w2"));

        (await _rig.Client.PublishAsync("vol-1", first.Requested, Context)).ShouldBe((0, ""));
        (await _rig.Client.PublishAsync("vol-1", second.Requested, Context, readOnly: true)).ShouldBe((0, ""));

        File.ReadAllText(first.Path + "/bucket").ShouldBe("bucket-1");
        File.ReadAllText(first.Path + "/arguments").ShouldContain("credential-source#driver k8s/v1.33.1 md/install#helm");
        _rig.Mounts().Count.ShouldBe(3);
        await _rig.Host.KillAsync();
        File.ReadAllText(second.Path + "/bucket").ShouldBe("bucket-1");
        await _rig.Host.StartAsync(CancellationToken.None);
        (await _rig.Client.PublishAsync("vol-1", first.Requested, Context)).ShouldBe((0, ""));
        _rig.Mounts().Count.ShouldBe(3);

        (await _rig.Client.UnpublishAsync("vol-1", first.Requested)).ShouldBe((0, ""));
        (await _rig.Client.UnpublishAsync("vol-1", second.Requested)).ShouldBe((0, ""));
        _rig.Mounts().ShouldBe([_rig.Source("mp-a")]);
        _rig.ReleasePod("mp-a");
        (await mounter.WaitAsync()).ShouldBe(0);
        await MounterProcess.UntilAsync(() => _rig.Mounts().Count == 0);
        _rig.Server.Violations.ShouldBeEmpty();
        _rig.Host.Log.ShouldNotContain(line => line.Contains("topsecretkey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_OfTheEngine_IsWhatTheWorkloadsEventsShow()
    {
        using var mounter = new MounterProcess(_rig.AddPod("mp-a", "w1"), executable: Composed.Executable("aws-s3-csi-mounter"));
        await mounter.StartAsync();
        var (code, message) = await _rig.Client.PublishAsync("vol-1", _rig.Target("w1").Requested, new Dictionary<string, string> { ["bucketName"] = "fails" });
        code.ShouldBe(13);
        message.ShouldContain("Could not mount \"fails\"");
        message.ShouldContain("Error: bucket fails does not exist");
        _rig.Mounts().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/opt/k/pods/w1/volumes/kubernetes.io~csi/pv-1/mount", 5, "bucketName", "/var/snap/kubelet")] // P11
    [InlineData("", 5, "bucketName", "target_path")] // P10
    [InlineData(null, 1, "bucketName", "access_mode")] // P14
    [InlineData(null, 5, "other", "Bucket name not provided")] // P8
    [InlineData(null, 5, "mountpointEnv.FOO", "environment variable not allowed: mountpointEnv.FOO")] // P26, E14
    public async Task Request_ThatIsWrong_IsAnInvalidArgument(string? target, int mode, string key, string expected)
    {
        var context = key.StartsWith("mountpointEnv", StringComparison.Ordinal)
            ? new Dictionary<string, string>(Context) { [key] = "x" }
            : new Dictionary<string, string> { [key] = "x" };
        var (code, message) = await _rig.Client.PublishAsync("vol-1", target ?? _rig.Target("w1").Requested, context, mode);
        code.ShouldBe(3, message);
        message.ShouldContain(expected);
    }

    [Fact]
    public async Task Node_IsDescribedAndItsTaintRemoved() // N1
    {
        var (nodeId, capabilities) = await _rig.Client.DescribeAsync();
        nodeId.ShouldBe(ClusterRig.NodeName);
        capabilities.ShouldBe(["VolumeMountGroup"]);
        var node = ResourceAddress.Core("nodes").Named(ClusterRig.NodeName);
        await _rig.Server.WhenAsync(server => server.Store.Get(node)!["spec"]!["taints"] is null or JsonArray { Count: 0 });
    }
}
