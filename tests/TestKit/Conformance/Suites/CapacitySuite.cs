using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Room for new volumes (GET_CAPACITY).</summary>
/// <param name="host">The running host.</param>
public abstract class CapacitySuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Capacity_NothingAsked_IsNotNegative()
    {
        var answer = await Driver.CallAsync(ControllerMethods.GetCapacity, new GetCapacityRequest());

        answer.AvailableCapacity.ShouldBeGreaterThanOrEqualTo(0);
        (answer.MaximumVolumeSize ?? 1).ShouldBeGreaterThan(0);
        (answer.MinimumVolumeSize ?? 0).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Capacity_OfTheNodesTopology_IsNotNegative()
    {
        var node = await Driver.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());
        var request = new GetCapacityRequest { AccessibleTopology = node.AccessibleTopology, VolumeCapabilities = { Scenario.Capability() } };
        request.Parameters.Add(Scenario.Pairs(Settings.Parameters));

        (await Driver.CallAsync(ControllerMethods.GetCapacity, request)).AvailableCapacity.ShouldBeGreaterThanOrEqualTo(0);
    }
}
