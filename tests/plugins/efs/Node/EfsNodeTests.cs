using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tests.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class EfsNodeTests
{
    private readonly FakePlaces _places = new();

    [Theory]
    [InlineData(100, "us-east-1b", "topology.kubernetes.io/zone=us-east-1b")]
    [InlineData(0, "us-east-1b", "topology.kubernetes.io/zone=us-east-1b")]
    [InlineData(100, "", "")]
    public async Task Describe_Node_HasInstanceLimitAndZone(long limit, string zone, string topology)
    {
        _places.Node = _places.Node! with { Zone = zone };
        var sut = new EfsNode(_places, new EfsOptions { VolumeAttachLimit = limit });

        var node = await sut.DescribeAsync(CancellationToken.None);
        var segments = await sut.GetSegmentsAsync(CancellationToken.None);

        (node.Id!.Value.Value, node.MaxVolumes).ShouldBe(("i-1", limit));
        string.Join(',', segments.Select(segment => $"{segment.Key}={segment.Value}")).ShouldBe(topology);
    }
}
