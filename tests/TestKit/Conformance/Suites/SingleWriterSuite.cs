using CsiHost.Pipeline;
using CsiHost.Rpc;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>One workload alone on a node (SINGLE_NODE_MULTI_WRITER).</summary>
/// <param name="host">The running host.</param>
public abstract class SingleWriterSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Publish_SingleWriterTwice_FailsAsPreconditionAndLeavesNothing()
    {
        var volume = await Scenario.CreateVolumeAsync(Scenario.VolumeRequest(mode: Mode.SingleNodeSingleWriter));
        var (staging, _) = await Scenario.PublishAsync(volume, Mode.SingleNodeSingleWriter);
        var other = Scenario.NewPath("other");

        var request = Scenario.PublishRequest(volume, staging, other, Mode.SingleNodeSingleWriter);

        await Driver.ShouldEndWithAsync(NodeMethods.NodePublishVolume, request, StatusCode.FailedPrecondition);
        Path.Exists(other).ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_SingleWriterAfterTheFirstIsGone_Works()
    {
        var volume = await Scenario.CreateVolumeAsync(Scenario.VolumeRequest(mode: Mode.SingleNodeSingleWriter));
        var (staging, first) = await Scenario.PublishAsync(volume, Mode.SingleNodeSingleWriter);
        await Scenario.UnpublishAsync(volume.VolumeId, first);

        await Driver.CallAsync(
            NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, staging, Scenario.NewPath("second"), Mode.SingleNodeSingleWriter));
    }
}
