using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class PublishRulesTests
{
    private static readonly PublishRecord Recorded = new()
    {
        Kind = RecordKind.Publish,
        State = RecordState.Applied,
        Driver = "test.csi",
        VolumeId = "vol-1",
        Path = "/t1",
        Capability = "cap",
        BootId = "boot",
        StagingPath = "/staged",
        AccessMode = AccessMode.MultiNodeMultiWriter,
        Plan = new MountPlan { Identity = "id", Steps = [] },
    };

    public static TheoryData<string, PublishRecordChange, CsiErrorKind?> SameTarget => new()
    {
        { "nothing differs", new(record => record), null },
        { "made paths differ", new(record => record with { Made = ["/x"], BootId = "other" }), null },
        { "volume", new(record => record with { VolumeId = "vol-2" }), CsiErrorKind.Incompatible },
        { "capability", new(record => record with { Capability = "other" }), CsiErrorKind.Incompatible },
        { "capability of an adopted mount", new(record => record with { Capability = "" }), null },
        { "readonly", new(record => record with { ReadOnly = true }), CsiErrorKind.Incompatible },
        { "identity", new(record => record with { Plan = record.Plan with { Identity = "x" } }), CsiErrorKind.Incompatible },
        { "identity of an adopted mount", new(record => record with { Plan = record.Plan with { Identity = "" } }), null },
        { "staging path", new(record => record with { StagingPath = "/other" }), CsiErrorKind.Incompatible },
        { "kind", new(record => record with { Kind = RecordKind.Stage }), CsiErrorKind.Incompatible },
        { "driver", new(record => record with { Driver = "other.csi" }), CsiErrorKind.Incompatible },
    };

    [Theory]
    [MemberData(nameof(SameTarget))]
    public void Decide_SameTarget_FollowsTheTable(string what, PublishRecordChange change, CsiErrorKind? expected)
    {
        var decide = () => PublishRules.Decide(change.Apply(Recorded), Recorded);
        if (expected is null)
            decide().ShouldBe(PublishDecision.Repeat, what);
        else
            Should.Throw<CsiException>(() => decide(), what).Kind.ShouldBe(expected.Value);
    }

    [Theory]
    [InlineData("capability", true)]
    [InlineData("readonly", true)]
    [InlineData("volume", false)]
    [InlineData("identity", false)]
    [InlineData("driver", false)]
    public void Decide_ChangedUseIsAccepted_OnlyTheVolumeMustBeTheSame(string what, bool accepted)
    {
        var change = (PublishRecordChange)SameTarget.Single(row => (string)row[0] == what)[1];
        var decide = () => PublishRules.Decide(change.Apply(Recorded), Recorded, acceptsChangedUse: true);
        if (accepted)
            decide().ShouldBe(PublishDecision.Repeat);
        else
            Should.Throw<CsiException>(() => decide()).Kind.ShouldBe(CsiErrorKind.Incompatible);
    }

    [Theory]
    [InlineData(null, "Apply")]
    [InlineData("Applying", "FinishRevert")]
    [InlineData("Applied", "Repeat")]
    [InlineData("Reverting", "FinishRevert")]
    public void Decide_State_SaysWhatToDo(string? state, string expected)
    {
        var recorded = state is null ? null : Recorded with { State = Enum.Parse<RecordState>(state) };
        PublishRules.Decide(recorded, Recorded).ShouldBe(Enum.Parse<PublishDecision>(expected));
    }

    [Theory]
    [InlineData(AccessMode.SingleNodeWriter, true, true)]
    [InlineData(AccessMode.SingleNodeWriter, false, false)]
    [InlineData(AccessMode.SingleNodeReaderOnly, true, true)]
    [InlineData(AccessMode.SingleNodeSingleWriter, true, true)]
    [InlineData(AccessMode.SingleNodeSingleWriter, false, true)]
    [InlineData(AccessMode.SingleNodeMultiWriter, true, false)]
    [InlineData(AccessMode.MultiNodeReaderOnly, true, false)]
    [InlineData(AccessMode.MultiNodeSingleWriter, true, false)]
    [InlineData(AccessMode.MultiNodeMultiWriter, true, false)]
    public void CheckSecondTarget_Mode_FollowsTheTable(AccessMode mode, bool exclusiveWriter, bool refused)
    {
        var wanted = Recorded with { Path = "/t2", AccessMode = mode };
        var check = () => PublishRules.CheckSecondTarget(wanted, [wanted with { Path = "/t1" }], exclusiveWriter);
        if (refused)
            Should.Throw<CsiException>(check).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        else
            Should.NotThrow(check);
        Should.NotThrow(() => PublishRules.CheckSecondTarget(wanted, [], exclusiveWriter));
    }

    [Fact]
    public void CapabilityFingerprint_Differs_ForEveryField()
    {
        var capability = new VolumeCapability { AccessMode = AccessMode.MultiNodeMultiWriter, MountFlags = ["a", "b"] };
        VolumeCapability[] others =
        [
            capability with { AccessMode = AccessMode.SingleNodeWriter },
            capability with { AccessType = AccessType.Block },
            capability with { FileSystemType = "xfs" },
            capability with { VolumeMountGroup = "7" },
            capability with { MountFlags = ["a"] },
            capability with { MountFlags = ["ab"] },
        ];
        others.Append(capability).Select(CapabilityFingerprint.Of).Distinct().Count().ShouldBe(7);
        CapabilityFingerprint.Of(capability with { MountFlags = ["b", "a"] }).ShouldBe(CapabilityFingerprint.Of(capability));
    }

    /// <summary>A named change, so that the cases of a table read as words.</summary>
    public sealed class PublishRecordChange
    {
        private readonly Func<PublishRecord, PublishRecord> _change;

        internal PublishRecordChange(Func<PublishRecord, PublishRecord> change) => _change = change;

        internal PublishRecord Apply(PublishRecord record) => _change(record);
    }
}
