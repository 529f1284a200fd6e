using System.Text.RegularExpressions;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using ControllerType = CsiHost.Rpc.Proto.ControllerServiceCapability.Types.RPC.Types.Type;
using NodeType = CsiHost.Rpc.Proto.NodeServiceCapability.Types.RPC.Types.Type;
using ServiceType = CsiHost.Rpc.Proto.PluginCapability.Types.Service.Types.Type;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Who the driver is and what it says it can do. For every driver.</summary>
/// <param name="host">The running host.</param>
public abstract partial class IdentitySuite(ConformanceHost host) : ConformanceSuite(host)
{
    /// <summary>The suite that belongs to each capability.</summary>
    private static readonly Dictionary<ControllerType, Type> ControllerSuites = new()
    {
        [ControllerType.CreateDeleteVolume] = typeof(ProvisioningSuite),
        [ControllerType.ListVolumes] = typeof(ListingSuite),
        [ControllerType.GetCapacity] = typeof(CapacitySuite),
        [ControllerType.CreateDeleteSnapshot] = typeof(SnapshotSuite),
        [ControllerType.ListSnapshots] = typeof(SnapshotListingSuite),
        [ControllerType.CloneVolume] = typeof(CloneSuite),
        [ControllerType.ExpandVolume] = typeof(ExpansionSuite),
        [ControllerType.ModifyVolume] = typeof(ModifySuite),
        [ControllerType.GetVolume] = typeof(VolumeGetSuite),
        [ControllerType.GetSnapshot] = typeof(SnapshotGetSuite),
    };

    private static readonly Dictionary<NodeType, Type> NodeSuites = new()
    {
        [NodeType.StageUnstageVolume] = typeof(NodeStageSuite),
        [NodeType.GetVolumeStats] = typeof(StatsSuite),
        [NodeType.ExpandVolume] = typeof(NodeExpansionSuite),
        [NodeType.SingleNodeMultiWriter] = typeof(SingleWriterSuite),
    };

    [Fact]
    public async Task PluginInfo_Name_IsTheDriversAndWellFormed()
    {
        var info = await Driver.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest());

        info.Name.ShouldBe(Settings.Driver);
        info.Name.Length.ShouldBeLessThanOrEqualTo(63);
        WellFormedName().IsMatch(info.Name).ShouldBeTrue(info.Name);
        info.VendorVersion.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task PluginCapabilities_EachEntry_IsKnown()
    {
        var answer = await Driver.CallAsync(IdentityMethods.GetPluginCapabilities, new GetPluginCapabilitiesRequest());

        foreach (var entry in answer.Capabilities)
        {
            if (entry.TypeCase == PluginCapability.TypeOneofCase.Service)
                ((int)entry.Service.Type).ShouldBeInRange(1, 4);
            else
                ((int)entry.VolumeExpansion.ShouldNotBeNull("an entry must hold something").Type).ShouldBeInRange(1, 2);
        }
    }

    [Fact]
    public async Task Probe_RunningDriver_IsReady() =>
        (await Driver.CallAsync(IdentityMethods.Probe, new ProbeRequest())).Ready.ShouldNotBe(false);

    [Fact]
    public async Task ControllerCapabilities_EachEntry_IsKnownAndListedOnce()
    {
        var answer = await Driver.CallAsync(ControllerMethods.ControllerGetCapabilities, new ControllerGetCapabilitiesRequest());

        foreach (var entry in answer.Capabilities)
            ((int)entry.Rpc.ShouldNotBeNull().Type).ShouldBeInRange(1, 15);
        answer.Capabilities.Select(entry => entry.Rpc.Type).ShouldBeUnique();
    }

    [Fact]
    public async Task NodeCapabilities_EachEntry_IsKnownAndListedOnce()
    {
        var answer = await Driver.CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest());

        foreach (var entry in answer.Capabilities)
            ((int)entry.Rpc.ShouldNotBeNull().Type).ShouldBeInRange(1, 6);
        answer.Capabilities.Select(entry => entry.Rpc.Type).ShouldBeUnique();
    }

    [Fact]
    public async Task NodeInfo_Node_HasAnIdAndItsTopology()
    {
        var info = await Driver.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());

        info.NodeId.ShouldNotBeNullOrEmpty();
        info.MaxVolumesPerNode.ShouldBeGreaterThanOrEqualTo(0);
        (info.AccessibleTopology is { Segments.Count: > 0 }).ShouldBe(Driver.HasTopology);
    }

    [Fact]
    public async Task Methods_OfCapabilitiesNotAdvertised_AreUnimplemented()
    {
        await CheckAsync(ControllerType.CreateDeleteVolume, ControllerMethods.CreateVolume, Scenario.VolumeRequest());
        await CheckAsync(ControllerType.ListVolumes, ControllerMethods.ListVolumes, new ListVolumesRequest());
        await CheckAsync(ControllerType.GetCapacity, ControllerMethods.GetCapacity, new GetCapacityRequest());
        await CheckAsync(ControllerType.CreateDeleteSnapshot, ControllerMethods.CreateSnapshot, Scenario.SnapshotRequest("volume"));
        await CheckAsync(ControllerType.ListSnapshots, ControllerMethods.ListSnapshots, new ListSnapshotsRequest());
        await CheckAsync(ControllerType.GetSnapshot, ControllerMethods.GetSnapshot, new GetSnapshotRequest { SnapshotId = "snapshot" });
        await CheckAsync(ControllerType.GetVolume, ControllerMethods.ControllerGetVolume, new ControllerGetVolumeRequest { VolumeId = "volume" });
        await CheckAsync(
            ControllerType.ExpandVolume,
            ControllerMethods.ControllerExpandVolume,
            new ControllerExpandVolumeRequest { VolumeId = "volume", CapacityRange = new() { RequiredBytes = 1 } });
        await CheckAsync(
            ControllerType.PublishUnpublishVolume,
            ControllerMethods.ControllerPublishVolume,
            new ControllerPublishVolumeRequest { VolumeId = "volume", NodeId = "node", VolumeCapability = Scenario.Capability() });

        async Task CheckAsync<TRequest, TResponse>(
            ControllerType capability, CsiHost.Rpc.Wire.UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request)
            where TRequest : class, Google.Protobuf.IMessage<TRequest>
            where TResponse : class, Google.Protobuf.IMessage<TResponse>
        {
            if (!Driver.Controller.Contains(capability))
                await Driver.ShouldEndWithAsync(method, request, StatusCode.Unimplemented, $"although {capability} is not advertised");
        }
    }

    /// <summary>A capability without its suite would go untested without anybody noticing.</summary>
    [Fact]
    public void Capabilities_EachAdvertised_HasItsSuiteInThisAssembly()
    {
        var inherited = GetType().Assembly.GetTypes().Where(type => !type.IsAbstract).ToList();
        var needed = Driver.Controller.Where(ControllerSuites.ContainsKey).Select(capability => ControllerSuites[capability])
            .Concat(Driver.Node.Where(NodeSuites.ContainsKey).Select(capability => NodeSuites[capability]))
            .Append(typeof(BadInputSuite)).Append(typeof(NodePublishSuite))
            .ToList();
        if (Driver.PluginCapabilities.Contains(ServiceType.ControllerService))
            needed.Add(typeof(ValidationSuite));

        needed.Where(suite => !inherited.Any(suite.IsAssignableFrom)).Select(suite => suite.Name)
            .ShouldBeEmpty("the driver advertises what no test class here checks; inherit these suites");
    }

    [GeneratedRegex("^[A-Za-z]([A-Za-z0-9.-]*[A-Za-z])?$", RegexOptions.CultureInvariant)]
    private static partial Regex WellFormedName();
}
