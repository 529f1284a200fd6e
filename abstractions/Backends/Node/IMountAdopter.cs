using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>
/// Recognises mounts that the host has no record of: made by the driver it replaced, or while its state was lost. Asked at start and before
/// an unpublish.
/// </summary>
public interface IMountAdopter
{
    /// <summary>The plan that would have made this mount, so that the host records it and reverts it later; null when it is not ours.</summary>
    /// <param name="mount">The mount.</param>
    /// <param name="cancellationToken">The limit.</param>
    ValueTask<MountPlan?> DescribeAsync(ForeignMount mount, CancellationToken cancellationToken);
}
