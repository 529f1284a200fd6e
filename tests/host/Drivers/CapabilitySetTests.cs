using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Tests.Rpc.Services;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Tests.Drivers;

public sealed class CapabilitySetTests
{
    /// <summary>Which single interface, beside the publisher and rules that allow mode 1 only, advertises what.</summary>
    public static TheoryData<Type, int[], int[], int[], int[]> SingleInterfaces => new()
    {
        { typeof(IVolumeProvisioner), [1], [], [1], [] },
        { typeof(IVolumeAttacher), [1], [], [2, 8], [] },
        { typeof(IVolumeLister), [1], [], [3], [] },
        { typeof(ICapacityReporter), [1], [], [4], [] },
        { typeof(ISnapshotter), [1], [], [5], [] },
        { typeof(ISnapshotLister), [1], [], [6], [] },
        { typeof(IVolumeCloner), [], [], [], [] },
        { typeof(IVolumeExpander), [1], [1], [9], [] },
        { typeof(IVolumeGetter), [1], [], [12], [] },
        { typeof(IVolumeModifier), [1], [], [14], [] },
        { typeof(ISnapshotGetter), [1], [], [15], [] },
        { typeof(IVolumeLookup), [], [], [], [] },
        { typeof(INodeTopology), [2], [], [], [] },
        { typeof(INodeStager), [], [], [], [1] },
        { typeof(INodeVolumeStats), [], [], [], [2] },
        { typeof(INodeExpander), [], [1], [], [3] },
        { typeof(INodeVolumeHealth), [], [], [], [] },
        { typeof(INodeIdentity), [], [], [], [] },
    };

    [Theory]
    [MemberData(nameof(SingleInterfaces))]
    public void OneInterface_Advertises_ItsCapabilities(Type type, int[] plugin, int[] expansion, int[] controller, int[] node)
    {
        var set = Derive(HostMode.All, new FakeBackend { Rules = OnlyMode(AccessMode.SingleNodeWriter) }, typeof(INodePublisher), typeof(IVolumeRules), type);

        Numbers(set).ShouldBe((Text(plugin), Text(expansion), Text(controller), Text(node)));
    }

    [Fact]
    public void StatsThatAreNotOffered_AreNotAdvertised()
    {
        var backend = new FakeBackend { IsOffered = false };

        Numbers(Derive(HostMode.All, backend, typeof(INodePublisher), typeof(INodeVolumeStats), typeof(INodeVolumeHealth))).ShouldBe(("", "", "", ""));
    }

    [Theory]
    [InlineData((int)HostMode.All, "1,2", "1", "1,2,3,4,5,6,7,8,9,10,12,13,14,15", "1,2,3,4,5,6")]
    [InlineData((int)HostMode.Node, "2", "1", "", "1,2,3,4,5,6")]
    [InlineData((int)HostMode.Controller, "1,2", "1", "1,2,3,4,5,6,7,8,9,10,12,13,14,15", "")]
    public void FullBackend_IsRestricted_ByTheMode(int mode, string plugin, string expansion, string controller, string node)
    {
        var backend = new FakeBackend { Rules = FakeBackend.AnyMode with { AppliesVolumeMountGroup = true } };

        Numbers(Derive((HostMode)mode, backend, [.. BackendSet.Interfaces])).ShouldBe((plugin, expansion, controller, node));
    }

    [Theory]
    [InlineData(AccessMode.SingleNodeSingleWriter)]
    [InlineData(AccessMode.SingleNodeMultiWriter)]
    public void RulesWithModes6Or7_Advertise_SingleNodeMultiWriter(AccessMode mode)
    {
        var backend = new FakeBackend { Rules = OnlyMode(mode) };

        Numbers(Derive(HostMode.All, backend, typeof(IVolumeRules), typeof(INodePublisher), typeof(IVolumeProvisioner)))
            .ShouldBe(("1", "", "1,13", "5"));
        Numbers(Derive(HostMode.All, backend, typeof(IVolumeRules), typeof(INodePublisher))).ShouldBe(("", "", "", "5"));
    }

    [Fact]
    public void Properties_Of_Backends_Count()
    {
        var backend = new FakeBackend { SupportsOnline = false, SupportsReadOnly = false, ReportsPublishedNodes = false };

        var set = Derive(HostMode.All, backend, typeof(IVolumeExpander), typeof(IVolumeAttacher), typeof(IVolumeLister), typeof(INodeExpander));

        Numbers(set).ShouldBe(("1", "2", "2,3,9", ""));
    }

    [Fact]
    public void Health_WithoutStats_IsNotAdvertised_AndWithStatsIs() =>
        Numbers(Derive(HostMode.All, new FakeBackend(), typeof(INodePublisher), typeof(INodeVolumeHealth), typeof(INodeVolumeStats))).ShouldBe(("", "", "", "2,4"));

    [Fact]
    public void Interfaces_Are_AllOfTheContract() =>
        typeof(IVolumeRules).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.Namespace!.StartsWith("CsiHost.Abstractions.Backends", StringComparison.Ordinal))
            .ShouldBe(BackendSet.Interfaces, ignoreOrder: true);

    [Fact]
    public void OtherDriversBackends_Are_NotSeen()
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton<IVolumeProvisioner>("other", new FakeBackend());

        BackendSet.Find(services.BuildServiceProvider(), "mine", HostMode.All).Has<IVolumeProvisioner>().ShouldBeFalse();
    }

    private static CapabilitySet Derive(HostMode mode, FakeBackend backend, params Type[] types)
    {
        var services = new ServiceCollection();
        foreach (var type in types.Distinct())
            services.AddKeyedSingleton(type, "d", backend);
        return CapabilitySet.Derive(BackendSet.Find(services.BuildServiceProvider(), "d", mode));
    }

    private static VolumeRules OnlyMode(AccessMode mode) => new() { AccessModes = new HashSet<AccessMode> { mode } };

    private static (string Plugin, string Expansion, string Controller, string Node) Numbers(CapabilitySet set) =>
        (Text(set.Plugin.Select(value => (int)value)), Text(set.Expansion.Select(value => (int)value)), Text(set.Controller.Select(value => (int)value)),
            Text(set.Node.Select(value => (int)value)));

    private static string Text(IEnumerable<int> numbers) => string.Join(',', numbers);
}
