using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Metadata;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Finds the zone of a mount: its name, which an account chooses, or its id, which means the same in every account.</summary>
internal sealed class ZoneFinder(INodeMetadata metadata, IZoneIds zoneIds)
{
    private const string Fargate = "ecs.fargate";

    /// <summary>The zone's name; null when nothing names it, which leaves the choice among all mount targets.</summary>
    public async ValueTask<string?> FindZoneAsync(OptionList mount, CancellationToken cancellationToken)
    {
        if (mount.TryGet("az", out var zone))
            return zone;
        try
        {
            return await metadata.GetAsync(cancellationToken) is { Zone.Length: > 0 } node ? node.Zone : null;
        }
        catch (CsiException)
        {
            return null;
        }
    }

    /// <exception cref="CsiException">Nothing names it (FailedPrecondition).</exception>
    public async ValueTask<string> FindZoneIdAsync(OptionList mount, EfsUtilsSettings settings, CancellationToken cancellationToken)
    {
        if (mount.TryGet("azid", out var option))
            return option;
        if (settings.ClientSource == Fargate)
            return settings.ZoneId ?? throw CsiErrors.FailedPrecondition("the configuration of efs-utils must have az_id in [mount] on Fargate");
        return await zoneIds.FindAsync(cancellationToken)
            ?? throw CsiErrors.FailedPrecondition(
                "the id of this node's zone is not known: neither the instance metadata service nor the node's label topology.k8s.aws/zone-id tells it");
    }
}
