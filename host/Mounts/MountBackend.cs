using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts;

/// <summary>What a driver's backend gives the mounts room.</summary>
internal sealed record MountBackend
{
    public INodePublisher? Publisher { get; init; }

    public INodeStager? Stager { get; init; }

    public IMountAdopter? Adopter { get; init; }

    public IEnumerable<IMountStepHandler> Handlers { get; init; } = [];

    /// <summary>
    /// Whether SINGLE_NODE_WRITER allows one target only, as the specification says. False for a driver that does not advertise
    /// SINGLE_NODE_MULTI_WRITER: kubelet then sends that mode also for volumes that pods of one node share.
    /// </summary>
    public bool ExclusiveWriter { get; init; } = true;

    public UnmountPolicy UnmountPolicy => Publisher?.UnmountPolicy ?? UnmountPolicy.Default;
}
