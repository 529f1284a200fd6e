using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Measuring volumes (GET_VOLUME_STATS).</summary>
/// <param name="host">The running host.</param>
public abstract class StatsSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Stats_WithoutId_IsInvalid() => await ShouldEndAsync("", "some/path", StatusCode.InvalidArgument);

    [Fact]
    public async Task Stats_WithoutPath_IsInvalidBeforeTheVolumeIsLookedUp() => await ShouldEndAsync("fake", "", StatusCode.InvalidArgument);

    [Fact]
    public async Task Stats_UnknownVolume_IsNotFoundAlsoAtARelativePath() => await ShouldEndAsync("fake-vol-id-0123456789", "some/path", StatusCode.NotFound);

    [Fact]
    public async Task Stats_WrongPath_IsNotFound()
    {
        var volume = await Scenario.CreateVolumeAsync();
        await Scenario.PublishAsync(volume);

        await ShouldEndAsync(volume.VolumeId, "some/path", StatusCode.NotFound);
        await ShouldEndAsync(volume.VolumeId, Scenario.NewPath(), StatusCode.NotFound);
        await ShouldEndAsync(volume.VolumeId, Host.Work, StatusCode.NotFound);
    }

    [Fact]
    public async Task Stats_PublishedVolume_HasUsage()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (_, target) = await Scenario.PublishAsync(volume);

        var answer = await Driver.CallAsync(NodeMethods.NodeGetVolumeStats, Request(volume.VolumeId, target));

        answer.Usage.ShouldNotBeEmpty();
        answer.Usage.ShouldAllBe(usage => usage.Total >= 0 && usage.Used >= 0 && usage.Available >= 0 && usage.Unit != VolumeUsage.Types.Unit.Unknown);
        if (Driver.Node.Contains(NodeServiceCapability.Types.RPC.Types.Type.VolumeCondition))
            answer.VolumeCondition.ShouldNotBeNull().Abnormal.ShouldBeFalse(answer.VolumeCondition.Message);
    }

    private static NodeGetVolumeStatsRequest Request(string volumeId, string path) => new() { VolumeId = volumeId, VolumePath = path };

    private Task ShouldEndAsync(string volumeId, string path, StatusCode expected) =>
        Driver.ShouldEndWithAsync(NodeMethods.NodeGetVolumeStats, Request(volumeId, path), expected, $"'{volumeId}' at '{path}'");
}
