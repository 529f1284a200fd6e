using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Local.Node;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Node;

public sealed class NodeTests : BackendTest
{
    [Fact]
    public async Task PlanStage_Volume_BindsItsFolder()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));

        var plan = await StageAsync(volume.Id, Requests.Capability());

        plan.Steps.ShouldHaveSingleItem().ShouldBe(new BindMountStep { Source = Sut.DataOf(volume.Id.Value), Target = "/staging" }, Steps);
    }

    public static TheoryData<AccessMode, bool, bool> ReadOnly => new()
    {
        { AccessMode.SingleNodeWriter, false, false },
        { AccessMode.SingleNodeWriter, true, true },
        { AccessMode.SingleNodeReaderOnly, false, true },
        { AccessMode.SingleNodeSingleWriter, false, false },
        { AccessMode.SingleNodeMultiWriter, true, true },
        { AccessMode.MultiNodeReaderOnly, false, true },
        { AccessMode.MultiNodeMultiWriter, false, false },
    };

    [Theory]
    [MemberData(nameof(ReadOnly))]
    public async Task PlanPublish_ModeAndFlag_DecideReadOnly(AccessMode mode, bool asked, bool expected)
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));

        var plan = await PublishAsync(volume.Id, Requests.Capability(mode, "noexec"), asked);

        var step = plan.Steps.ShouldHaveSingleItem().ShouldBeOfType<BindMountStep>();
        step.ShouldSatisfyAllConditions(
            () => step.Source.ShouldBe("/staging"),
            () => step.Target.ShouldBe("/target"),
            () => step.ReadOnly.ShouldBe(expected),
            () => step.Options.ShouldBe(["noexec"]));
    }

    public static TheoryData<string, AccessMode, bool, string[], bool> Identities => new()
    {
        { "equal", AccessMode.SingleNodeWriter, false, ["noexec", "nodev"], true },
        { "flags in another order", AccessMode.SingleNodeWriter, false, ["nodev", "noexec"], true },
        { "read-only", AccessMode.SingleNodeWriter, true, ["noexec", "nodev"], false },
        { "other mode", AccessMode.SingleNodeMultiWriter, false, ["noexec", "nodev"], false },
        { "other flags", AccessMode.SingleNodeWriter, false, ["noexec"], false },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task PlanPublish_Identity_TellsWhatDiffers(string because, AccessMode mode, bool readOnly, string[] flags, bool isSame)
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var first = await PublishAsync(volume.Id, Requests.Capability(AccessMode.SingleNodeWriter, "noexec", "nodev"), false);

        var second = await PublishAsync(volume.Id, Requests.Capability(mode, flags), readOnly);

        (second.Identity == first.Identity).ShouldBe(isSame, because);
    }

    [Fact]
    public async Task PlanPublish_VolumeMadeAnew_IsAnotherIdentity()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var first = await PublishAsync(volume.Id, Requests.Capability(), false);
        await Sut.DeleteAsync(volume.Id);
        await Sut.CreateAsync(Requests.Create("name"));

        (await PublishAsync(volume.Id, Requests.Capability(), false)).Identity.ShouldNotBe(first.Identity);
    }

    [Fact]
    public async Task StatsAndExpand_VolumeShownThere_Answer()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        Sut.MountTable.AddBind(Sut.DataOf(volume.Id.Value), "/staging");

        (await Sut.Stats.GetStatsAsync(Stats(volume.Id), CancellationToken.None)).ShouldBe(Sut.Probe.Usage);
        (await Sut.Stats.GetConditionAsync(Stats(volume.Id), CancellationToken.None)).IsAbnormal.ShouldBeFalse();
        (await ExpandAsync(volume.Id, null)).ShouldBe(Requests.Size);
        (await ExpandAsync(volume.Id, Requests.Size)).ShouldBe(Requests.Size);
        (await KindOfAsync(() => ExpandAsync(volume.Id, Requests.Size + 1))).ShouldBe(CsiErrorKind.OutOfRange);
    }

    [Fact]
    public async Task StatsAndExpand_OtherVolumeOrNothingThere_IsNotFound()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var other = await Sut.CreateAsync(Requests.Create("other"));

        (await KindOfAsync(async () => await Sut.Stats.GetStatsAsync(Stats(volume.Id), CancellationToken.None))).ShouldBe(CsiErrorKind.NotFound);
        Sut.MountTable.AddBind(Sut.DataOf(other.Id.Value), "/staging");
        (await KindOfAsync(async () => await Sut.Stats.GetStatsAsync(Stats(volume.Id), CancellationToken.None))).ShouldBe(CsiErrorKind.NotFound);
        (await KindOfAsync(() => ExpandAsync(volume.Id, null))).ShouldBe(CsiErrorKind.NotFound);
        (await KindOfAsync(() => ExpandAsync(new VolumeId("fake-vol-id"), null))).ShouldBe(CsiErrorKind.NotFound);
    }

    [Theory]
    [InlineData(MountHealth.Healthy, ReadinessState.Ready)]
    [InlineData(MountHealth.Unresponsive, ReadinessState.Unhealthy)]
    [InlineData(MountHealth.Missing, ReadinessState.Unhealthy)]
    public async Task Readiness_Root_Decides(MountHealth health, ReadinessState expected)
    {
        Sut.Probe.Health[Folder["root"]] = health;

        (await Sut.Identity.CheckAsync(CancellationToken.None)).State.ShouldBe(expected);
    }

    public static TheoryData<string, string> NodeIds => new()
    {
        { "node-1.example_x", "node-1.example_x" },
        { "i-0123", "i-0123" },
        { "-leading", "node-" },
        { "a/b", "node-" },
        { "узел", "node-" },
        { new string('a', 64), "node-" },
    };

    [Theory]
    [MemberData(nameof(NodeIds))]
    public void Segments_AnyNodeId_AreALabelValue(string nodeId, string expectedStart)
    {
        var value = new ThisNode(new FakeHostInfo { NodeId = new NodeId(nodeId) }).Segments[ThisNode.TopologyKey];

        value.ShouldStartWith(expectedStart);
        value.ShouldMatch("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$");
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 7)]
    public void Rules_MultiNodeModes_AreOptIn(bool allow, int modes) =>
        new LocalRules(new LocalOptions { AllowMultiNodeModes = allow }).Rules.AccessModes.Count.ShouldBe(modes);

    private static StatsRequest Stats(VolumeId id) => new() { VolumeId = id, VolumePath = new AbsolutePath("/staging") };

    private async Task<long> ExpandAsync(VolumeId id, long? required) => await Sut.Stats.ExpandAsync(
        new NodeExpandRequest
        {
            VolumeId = id,
            VolumePath = new AbsolutePath("/staging"),
            Capacity = required is { } bytes ? new CapacityRange { RequiredBytes = bytes } : null,
        },
        LocalBackend.Call,
        CancellationToken.None);

    private async Task<MountPlan> StageAsync(VolumeId id, VolumeCapability capability) => await Sut.Mounts.PlanStageAsync(
        new StageRequest { VolumeId = id, StagingPath = new AbsolutePath("/staging"), Capability = capability }, LocalBackend.Call, CancellationToken.None);

    private async Task<MountPlan> PublishAsync(VolumeId id, VolumeCapability capability, bool readOnly) => await Sut.Mounts.PlanPublishAsync(
        new PublishRequest
        {
            VolumeId = id,
            TargetPath = new AbsolutePath("/target"),
            StagingPath = new AbsolutePath("/staging"),
            Capability = capability,
            ReadOnly = readOnly,
        },
        LocalBackend.Call,
        CancellationToken.None);

    /// <summary>Records compare lists by reference; these two have none set.</summary>
    private sealed class StepComparer : IEqualityComparer<MountStep>
    {
        public bool Equals(MountStep? x, MountStep? y) =>
            x is BindMountStep one && y is BindMountStep two && one with { Options = two.Options } == two && one.Options.SequenceEqual(two.Options);

        public int GetHashCode(MountStep obj) => 0;
    }

    private static StepComparer Steps { get; } = new();
}
