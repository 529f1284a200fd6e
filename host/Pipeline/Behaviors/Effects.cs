using CsiHost.Mounts;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>
/// Answers the calls that change this node's mounts. The backend only plans; the mounts room asks it, compares with what is in place,
/// applies, confirms and records, or takes a plan back.
/// </summary>
internal sealed class Effects(INodeMounts? mounts) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.Effects is not { } effects || method.Missing is not null)
            return next;
        var target = mounts ?? throw new InvalidOperationException($"{method.Name} changes mounts, and the pipeline was given none");
        return (request, call) => effects(request, target, call);
    }
}
