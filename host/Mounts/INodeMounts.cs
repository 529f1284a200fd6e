using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>
/// Changes this node's mounts for one driver: asks the backend for a plan, then applies, confirms and records it, or takes it back. It owns
/// every rule of repeated and conflicting calls.
/// </summary>
internal interface INodeMounts
{
    ValueTask StageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken);

    ValueTask UnstageAsync(VolumeId volumeId, AbsolutePath stagingPath, CallContext call, CancellationToken cancellationToken);

    ValueTask PublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken);

    ValueTask UnpublishAsync(VolumeId volumeId, AbsolutePath targetPath, CallContext call, CancellationToken cancellationToken);
}
