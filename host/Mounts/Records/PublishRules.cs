using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts.Records;

/// <summary>
/// The CSI specification's rules for a second publish or stage of a volume on one node, as functions. Secrets, tokens and contexts take no
/// part: Kubernetes repeats the call with fresh ones.
/// </summary>
internal static class PublishRules
{
    /// <summary>Compares what is wanted at a path with what is recorded there.</summary>
    /// <param name="recorded">What is recorded at the path.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="acceptsChangedUse">Whether another use of the same volume is a repeat too.</param>
    /// <exception cref="CsiException">The path is taken by something else (Incompatible).</exception>
    public static PublishDecision Decide(PublishRecord? recorded, PublishRecord wanted, bool acceptsChangedUse = false)
    {
        if (recorded is null)
            return PublishDecision.Apply;
        if (recorded.Driver != wanted.Driver)
            throw CsiErrors.Incompatible($"{wanted.Path} belongs to driver {recorded.Driver}");
        if (recorded.State != RecordState.Applied)
            return PublishDecision.FinishRevert;
        return Difference(recorded, wanted, acceptsChangedUse) is { } difference
            ? throw CsiErrors.Incompatible($"{wanted.Path} is in use for volume {recorded.VolumeId} with another {difference}")
            : PublishDecision.Repeat;
    }

    /// <summary>Refuses a second target where the access mode allows one only.</summary>
    /// <param name="wanted">What is to be published.</param>
    /// <param name="others">The volume's other targets that are mounted now.</param>
    /// <param name="exclusiveWriter">
    /// Whether SINGLE_NODE_WRITER means one target. The specification says so, and it holds for a driver with SINGLE_NODE_MULTI_WRITER.
    /// For one without, kubelet sends that mode for every ReadWriteOnce volume, which pods of one node may share.
    /// </param>
    /// <exception cref="CsiException">There is another target already (FailedPrecondition).</exception>
    public static void CheckSecondTarget(PublishRecord wanted, IEnumerable<PublishRecord> others, bool exclusiveWriter)
    {
        foreach (var other in others)
        {
            if (IsExclusive(wanted.AccessMode, exclusiveWriter) || IsExclusive(other.AccessMode, exclusiveWriter))
            {
                throw CsiErrors.FailedPrecondition(
                    $"volume {wanted.VolumeId} is published at {other.Path} already, and its access mode allows one target on a node");
            }
        }
    }

    private static bool IsExclusive(AccessMode mode, bool exclusiveWriter) => mode switch
    {
        AccessMode.SingleNodeSingleWriter or AccessMode.SingleNodeReaderOnly => true,
        AccessMode.SingleNodeWriter => exclusiveWriter,
        _ => false,
    };

    private static string? Difference(PublishRecord recorded, PublishRecord wanted, bool acceptsChangedUse)
    {
        if (recorded.Kind != wanted.Kind)
            return "role (staging or target path)";
        if (recorded.VolumeId != wanted.VolumeId)
            return "volume";
        if (!acceptsChangedUse && recorded.Capability.Length > 0 && recorded.Capability != wanted.Capability)
            return "volume capability";
        if (!acceptsChangedUse && recorded.ReadOnly != wanted.ReadOnly)
            return "readonly setting";
        if (recorded.StagingPath.Length > 0 && wanted.StagingPath.Length > 0 && recorded.StagingPath != wanted.StagingPath)
            return "staging path";
        // Of a mount that another driver made, nobody may know the options.
        return recorded.Plan.Identity.Length > 0 && recorded.Plan.Identity != wanted.Plan.Identity ? "source or options" : null;
    }
}
