using System.Reflection;
using CsiHost.TestKit.Conformance.Suites;

namespace CsiHost.Plugins.Local.Tests.Conformance;

/// <summary>
/// Each of the 95 checks that the community's conformance suite makes is either a test of ours or named here with the reason why it is none.
/// </summary>
public sealed class SpecificationCoverageTests
{
    private const string NoAttach = "no backend attaches volumes to nodes; add a suite with the first that does";
    private const string NoGroups = "the contract has no group snapshots";

    private static readonly (string Check, Type Suite, string Test)[] Covered =
    [
        ("identity: plugin capabilities", typeof(IdentitySuite), nameof(IdentitySuite.PluginCapabilities_EachEntry_IsKnown)),
        ("identity: probe", typeof(IdentitySuite), nameof(IdentitySuite.Probe_RunningDriver_IsReady)),
        ("identity: plugin info", typeof(IdentitySuite), nameof(IdentitySuite.PluginInfo_Name_IsTheDriversAndWellFormed)),
        ("controller capabilities", typeof(IdentitySuite), nameof(IdentitySuite.ControllerCapabilities_EachEntry_IsKnownAndListedOnce)),
        ("capacity", typeof(CapacitySuite), nameof(CapacitySuite.Capacity_NothingAsked_IsNotNegative)),
        ("list volumes", typeof(ListingSuite), nameof(ListingSuite.List_All_EachHasAnId)),
        ("list volumes: bad token", typeof(ListingSuite), nameof(ListingSuite.List_ForeignToken_IsAborted)),
        ("list volumes: appears and goes", typeof(ListingSuite), nameof(ListingSuite.List_VolumeMadeAndDeleted_AppearsAndGoes)),
        ("create: no name", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_WithoutName_IsInvalid)),
        ("create: no capabilities", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_WithoutCapabilities_IsInvalid)),
        ("create: without size", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_WithoutSize_GivesAnId)),
        ("create: with size", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_WithSize_GivesAtLeastThatSize)),
        ("create: same name and size", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_SameNameAndSize_GivesTheSameVolume)),
        ("create: same name, other size", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_SameNameAndOtherSize_AlreadyExists)),
        ("create: longest name", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Create_LongestName_Works)),
        ("create: from snapshot", typeof(SnapshotSuite), nameof(SnapshotSuite.Restore_Snapshot_NamesItsSourceAndHasItsContent)),
        ("create: unknown snapshot", typeof(SnapshotSuite), nameof(SnapshotSuite.Restore_UnknownSnapshot_IsNotFound)),
        ("create: from volume", typeof(CloneSuite), nameof(CloneSuite.Clone_Volume_NamesItsSourceAndHasItsContent)),
        ("create: unknown volume", typeof(CloneSuite), nameof(CloneSuite.Clone_UnknownVolume_IsNotFound)),
        ("create: with attributes class", typeof(ModifySuite), nameof(ModifySuite.Create_WithMutableParameters_Works)),
        ("create: bad attributes class", typeof(ModifySuite), nameof(ModifySuite.Create_BadMutableKey_IsInvalid)),
        ("delete: no id", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Delete_WithoutId_IsInvalid)),
        ("delete: unknown id", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Delete_UnknownId_Succeeds)),
        ("delete", typeof(ProvisioningSuite), nameof(ProvisioningSuite.Delete_Volume_SucceedsAgainAndAgain)),
        ("validate: no id", typeof(ValidationSuite), nameof(ValidationSuite.Validate_WithoutId_IsInvalid)),
        ("validate: no capabilities", typeof(ValidationSuite), nameof(ValidationSuite.Validate_WithoutCapabilities_IsInvalid)),
        ("validate", typeof(ValidationSuite), nameof(ValidationSuite.Validate_Volume_ConfirmsWhatItWasMadeWith)),
        ("validate: unknown volume", typeof(ValidationSuite), nameof(ValidationSuite.Validate_UnknownVolume_IsNotFound)),
        ("list snapshots", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_All_EachIsWhole)),
        ("list snapshots: by id", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_BySnapshot_GivesThatOne)),
        ("list snapshots: unknown id", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_ByUnknownSnapshot_IsEmpty)),
        ("list snapshots: by source", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_ByVolume_GivesItsSnapshots)),
        ("list snapshots: unknown source", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_ByUnknownVolume_IsEmpty)),
        ("list snapshots: appears and goes", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_SnapshotMadeAndDeleted_AppearsAndGoes)),
        ("list snapshots: pages", typeof(SnapshotListingSuite), nameof(SnapshotListingSuite.List_Pages_TheSecondWithoutLimitHasTheRest)),
        ("get snapshot: no id", typeof(SnapshotGetSuite), nameof(SnapshotGetSuite.Get_WithoutId_IsInvalid)),
        ("get snapshot", typeof(SnapshotGetSuite), nameof(SnapshotGetSuite.Get_Snapshot_IsTheOneAskedFor)),
        ("get snapshot: unknown", typeof(SnapshotGetSuite), nameof(SnapshotGetSuite.Get_UnknownSnapshot_IsNotFound)),
        ("delete snapshot: no id", typeof(SnapshotSuite), nameof(SnapshotSuite.Delete_WithoutId_IsInvalid)),
        ("delete snapshot: unknown id", typeof(SnapshotSuite), nameof(SnapshotSuite.Delete_UnknownId_Succeeds)),
        ("delete snapshot", typeof(SnapshotSuite), nameof(SnapshotSuite.Delete_Snapshot_SucceedsTwice)),
        ("create snapshot: no name", typeof(SnapshotSuite), nameof(SnapshotSuite.Create_WithoutName_IsInvalid)),
        ("create snapshot: no source", typeof(SnapshotSuite), nameof(SnapshotSuite.Create_WithoutSource_IsInvalid)),
        ("create snapshot: same name and source", typeof(SnapshotSuite), nameof(SnapshotSuite.Create_SameNameAndSource_GivesTheSameSnapshot)),
        ("create snapshot: same name, other source", typeof(SnapshotSuite), nameof(SnapshotSuite.Create_SameNameAndOtherSource_AlreadyExists)),
        ("create snapshot: longest name", typeof(SnapshotSuite), nameof(SnapshotSuite.Create_LongestName_WorksAndMayBeRepeated)),
        ("expand: no id", typeof(ExpansionSuite), nameof(ExpansionSuite.Expand_WithoutId_IsInvalid)),
        ("expand: no range", typeof(ExpansionSuite), nameof(ExpansionSuite.Expand_WithoutRange_IsInvalid)),
        ("expand", typeof(ExpansionSuite), nameof(ExpansionSuite.Expand_Volume_GivesExactlyTheSizeAndMayBeRepeated)),
        ("modify: no id", typeof(ModifySuite), nameof(ModifySuite.Modify_WithoutId_IsInvalid)),
        ("modify: unknown volume", typeof(ModifySuite), nameof(ModifySuite.Modify_UnknownVolume_IsNotFound)),
        ("modify: bad key, plain volume", typeof(ModifySuite), nameof(ModifySuite.Modify_BadKey_IsInvalid)),
        ("modify: plain volume", typeof(ModifySuite), nameof(ModifySuite.Modify_PlainVolume_WorksAndMayBeRepeated)),
        ("modify: volume with a class", typeof(ModifySuite), nameof(ModifySuite.Modify_VolumeMadeWithParameters_Works)),
        ("modify: bad key, volume with a class", typeof(ModifySuite), nameof(ModifySuite.Modify_BadKey_IsInvalid)),
        ("node capabilities", typeof(IdentitySuite), nameof(IdentitySuite.NodeCapabilities_EachEntry_IsKnownAndListedOnce)),
        ("node info", typeof(IdentitySuite), nameof(IdentitySuite.NodeInfo_Node_HasAnIdAndItsTopology)),
        ("publish: no id", typeof(NodePublishSuite), nameof(NodePublishSuite.Publish_WithoutId_IsInvalid)),
        ("publish: no target", typeof(NodePublishSuite), nameof(NodePublishSuite.Publish_WithoutTarget_IsInvalidBeforeTheVolumeIsLookedUp)),
        ("publish: no capability", typeof(NodePublishSuite), nameof(NodePublishSuite.Publish_WithoutCapability_IsInvalidBeforeTheVolumeIsLookedUp)),
        ("publish: single writer twice", typeof(SingleWriterSuite), nameof(SingleWriterSuite.Publish_SingleWriterTwice_FailsAsPreconditionAndLeavesNothing)),
        ("unpublish: no id", typeof(NodePublishSuite), nameof(NodePublishSuite.Unpublish_WithoutId_IsInvalid)),
        ("unpublish: no target", typeof(NodePublishSuite), nameof(NodePublishSuite.Unpublish_WithoutTarget_IsInvalid)),
        ("unpublish: target goes", typeof(NodePublishSuite), nameof(NodePublishSuite.Unpublish_Target_IsRemovedAndMayBeRepeated)),
        ("stage: no id", typeof(NodeStageSuite), nameof(NodeStageSuite.Stage_WithoutId_IsInvalid)),
        ("stage: no path", typeof(NodeStageSuite), nameof(NodeStageSuite.Stage_WithoutPath_IsInvalidBeforeTheVolumeIsLookedUp)),
        ("stage: no capability", typeof(NodeStageSuite), nameof(NodeStageSuite.Stage_WithoutCapability_IsInvalid)),
        ("unstage: no id", typeof(NodeStageSuite), nameof(NodeStageSuite.Unstage_WithoutId_IsInvalid)),
        ("unstage: no path", typeof(NodeStageSuite), nameof(NodeStageSuite.Unstage_WithoutPath_IsInvalid)),
        ("stats: no id", typeof(StatsSuite), nameof(StatsSuite.Stats_WithoutId_IsInvalid)),
        ("stats: no path", typeof(StatsSuite), nameof(StatsSuite.Stats_WithoutPath_IsInvalidBeforeTheVolumeIsLookedUp)),
        ("stats: unknown volume", typeof(StatsSuite), nameof(StatsSuite.Stats_UnknownVolume_IsNotFoundAlsoAtARelativePath)),
        ("stats: wrong path", typeof(StatsSuite), nameof(StatsSuite.Stats_WrongPath_IsNotFound)),
        ("node expand: no id", typeof(NodeExpansionSuite), nameof(NodeExpansionSuite.Expand_WithoutId_IsInvalid)),
        ("node expand: no path", typeof(NodeExpansionSuite), nameof(NodeExpansionSuite.Expand_WithoutPath_IsInvalid)),
        ("node expand: unknown volume", typeof(NodeExpansionSuite), nameof(NodeExpansionSuite.Expand_UnknownVolume_IsNotFoundAlsoAtARelativePathWithoutRange)),
        ("node expand: after publish", typeof(NodeExpansionSuite), nameof(NodeExpansionSuite.Expand_PublishedVolume_Works)),
        ("whole life", typeof(NodePublishSuite), nameof(NodePublishSuite.Publish_WholeLife_WorksOnTheNodesTopology)),
        ("whole life, each call ten times", typeof(NodePublishSuite), nameof(NodePublishSuite.Publish_Repeated_MountsOnce)),
    ];

    private static readonly (string Check, string Reason)[] NotApplicable =
    [
        ("attach: no id", NoAttach),
        ("attach: no node", NoAttach),
        ("attach: no capability", NoAttach),
        ("attach: over the limit", NoAttach),
        ("attach: unknown volume", NoAttach),
        ("attach: unknown node", NoAttach),
        ("attach: other readonly", NoAttach),
        ("attach: life", NoAttach),
        ("attach: life, repeated", NoAttach),
        ("detach: no id", NoAttach),
        ("group capabilities", NoGroups),
        ("group create: no name", NoGroups),
        ("group get: no id", NoGroups),
        ("group get: unknown id", NoGroups),
        ("group delete: no id", NoGroups),
        ("group delete: unknown id", NoGroups),
    ];

    [Fact]
    public void Checks_All_AreTestsOrHaveAReason() => (Covered.Length + NotApplicable.Length).ShouldBe(95);

    [Fact]
    public void Checks_All_AreNamedOnce() =>
        Covered.Select(row => row.Check).Concat(NotApplicable.Select(row => row.Check)).ShouldBeUnique();

    [Fact]
    public void CoveredChecks_All_RunForThisDriver()
    {
        var classes = GetType().Assembly.GetTypes().Where(type => !type.IsAbstract).ToList();

        foreach (var (check, suite, test) in Covered)
        {
            suite.GetMethod(test)!.GetCustomAttribute<FactAttribute>(inherit: true).ShouldNotBeNull(check);
            classes.ShouldContain(type => type.IsSubclassOf(suite), $"{check}: no class here inherits {suite.Name}");
        }
    }
}
