using CsiHost.Mounts;

namespace CsiHost.Pipeline;

/// <summary>The end of a call that changes this node's mounts.</summary>
internal delegate ValueTask<TResponse> EffectStep<TRequest, TResponse>(TRequest request, INodeMounts mounts, Call call)
    where TRequest : class
    where TResponse : class;
